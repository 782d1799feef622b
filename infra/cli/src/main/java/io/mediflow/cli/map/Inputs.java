package io.mediflow.cli.map;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.cli.Failure;
import io.mediflow.mapping.hl7.Hl7Batch;
import io.mediflow.model.record.Problem;
import io.mediflow.packages.Format;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Cuts files into inputs: FHIR resources of a Bundle or of NDJSON, HL7 v2 messages of a batch, a vendor's documents. */
final class Inputs {

  static final String STANDARD_INPUT = "-";

  private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int LOOK = 64;
  private static final int MOST_BYTES = 256 * 1024 * 1024;

  private final Consumer<Input> taker;

  Inputs(Consumer<Input> taker) {
    this.taker = taker;
  }

  /** @param given a file, a folder whose files are taken in order of their names, or {@code -} */
  void read(String given) {
    try {
      if (given.equals(STANDARD_INPUT)) {
        read(given, System.in);
      } else if (Files.isDirectory(Path.of(given))) {
        folder(Path.of(given));
      } else if (Files.exists(Path.of(given))) {
        file(Path.of(given));
      } else {
        throw Failure.noFile(given);
      }
    } catch (IOException unreadable) {
      throw new Failure(given + " cannot be read: is it a file, and may you read it?");
    }
  }

  private void folder(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> inside = Files.walk(folder)) {
      files = inside.filter(Files::isRegularFile).sorted().toList();
    }
    if (files.isEmpty()) {
      throw new Failure(folder + " holds no file to map.");
    }
    for (Path file : files) {
      file(file);
    }
  }

  private void file(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      read(file.toString(), stream);
    }
  }

  private void read(String file, InputStream raw) throws IOException {
    BufferedInputStream stream = new BufferedInputStream(raw, 1 << 16);
    stream.mark(LOOK);
    String start = new String(stream.readNBytes(LOOK / 2), StandardCharsets.ISO_8859_1).replaceAll("[^A-Za-z{\\[]", "");
    stream.reset();
    if (start.startsWith("MSH") || start.startsWith("FHS") || start.startsWith("BHS")) {
      messages(file, stream);
    } else {
      lines(file, stream);
    }
  }

  private void messages(String file, InputStream stream) throws IOException {
    Hl7Batch batch = Hl7Batch.of(stream);
    for (Optional<Hl7Batch.Item> next = batch.next(); next.isPresent(); next = batch.next()) {
      taker.accept(switch (next.get()) {
        case Hl7Batch.Item.Message(int number, String text, List<Problem> problems) ->
            new Input(file, OptionalInt.of(number), Format.HL7V2, text.getBytes(StandardCharsets.UTF_8), problems);
        case Hl7Batch.Item.Broken(int number, Problem reason) ->
            new Input(file, OptionalInt.of(number), Format.HL7V2, new byte[0], List.of(reason));
        case Hl7Batch.Item.Trouble(Problem problem) ->
            new Input(file, OptionalInt.empty(), Format.HL7V2, new byte[0], List.of(problem));
      });
    }
  }

  /**
   * NDJSON where the first line that is not blank is a whole object and another line follows, or where the file is no value and
   * another line is a whole object (a broken line of NDJSON takes no other with it); else the file is one value.
   */
  private void lines(String file, InputStream stream) throws IOException {
    ByteArrayOutputStream start = new ByteArrayOutputStream();
    byte[] first;
    do {
      first = line(stream);
      start.write(first);
    } while (blank(first) && first.length > 0);
    byte[] second = line(stream);
    start.write(second);
    boolean whole = tree(first).isObject();
    if (!whole) {
      start.write(stream.readNBytes(MOST_BYTES));
    }
    byte[] read = start.toByteArray();
    if (second.length > 0 && (whole || tree(read).isMissingNode() && anyWhole(read))) {
      eachLine(file, new SequenceInputStream(new ByteArrayInputStream(read), stream));
    } else {
      value(file, read);
    }
  }

  private void eachLine(String file, InputStream stream) throws IOException {
    byte[] line = line(stream);
    for (int number = 1; line.length > 0; number++) {
      if (!blank(line)) {
        if (isBundle(tree(line))) {
          value(file, line);
        } else {
          taker.accept(json(file, OptionalInt.of(number), line));
        }
      }
      line = line(stream);
    }
  }

  /** Whether a line holds an object from its first character on; inside a value that is written over several lines none does. */
  private static boolean anyWhole(byte[] lines) throws IOException {
    InputStream stream = new ByteArrayInputStream(lines);
    for (byte[] line = line(stream); line.length > 0; line = line(stream)) {
      if (line[0] == '{' && tree(line).isObject()) {
        return true;
      }
    }
    return false;
  }

  private static boolean blank(byte[] line) {
    return new String(line, StandardCharsets.UTF_8).isBlank();
  }

  private void value(String file, byte[] bytes) {
    JsonNode tree = tree(bytes);
    if (!isBundle(tree)) {
      taker.accept(json(file, OptionalInt.empty(), bytes));
      return;
    }
    int number = 0;
    for (JsonNode entry : tree.path("entry")) {
      number++;
      if (entry.has("resource")) {
        taker.accept(json(file, OptionalInt.of(number), entry.get("resource").toString().getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  private static Input json(String file, OptionalInt at, byte[] bytes) {
    JsonNode tree = tree(bytes);
    boolean document = tree.isContainerNode() && !tree.has("resourceType");
    return new Input(file, at, document ? Format.JSON : Format.FHIR_R4, bytes, List.of());
  }

  private static boolean isBundle(JsonNode tree) {
    return tree.path("resourceType").asText().equals("Bundle");
  }

  /** A missing node where it is not one JSON value; the mapper says why. */
  private static JsonNode tree(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException broken) {
      return JSON.missingNode();
    }
  }

  /** With its end; empty at the end of the stream. */
  private static byte[] line(InputStream stream) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int one = stream.read(); one >= 0; one = stream.read()) {
      line.write(one);
      if (one == '\n' || line.size() >= MOST_BYTES) {
        break;
      }
    }
    return line.toByteArray();
  }
}
