package io.mediflow.mapping.hl7;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mediflow.mapping.hl7.Hl7Message.Parsed;
import io.mediflow.model.record.Problem;
import io.mediflow.testkit.golden.GoldenCases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sample messages of invented people, each beside what must be read in it. */
record Hl7Samples(String name, byte[] bytes, JsonNode expected) {

  private static final Path FOLDER = GoldenCases.resources(Hl7Samples.class.getClassLoader(), "hl7");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PATH =
      Pattern.compile("(\\w{3})(?:\\((\\d+)\\))?-(\\d+)(?:\\((\\d+)\\))?(?:-(\\d+))?(?:-(\\d+))?");

  static List<Hl7Samples> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".hl7")).sorted().map(Hl7Samples::read).toList();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** Those that are one message each and can be read. */
  static List<Hl7Message> messages() {
    return all().stream().filter(one -> one.expected.has("segments"))
        .map(one -> ((Parsed.Message) Hl7Message.parse(one.bytes)).message()).toList();
  }

  static Hl7Samples named(String name) {
    return read(FOLDER.resolve(name + ".hl7"));
  }

  private static Hl7Samples read(Path file) {
    String name = file.getFileName().toString().replace(".hl7", "");
    try {
      return new Hl7Samples(name, Files.readAllBytes(file), JSON.readTree(Files.readAllBytes(file.resolveSibling(name + ".expected.json"))));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** The leaf at {@code OBX(1)-5(0)-1-1}, all indexes optional; a missing node where there is none. */
  static JsonNode at(Hl7Message message, String path) {
    Matcher parts = PATH.matcher(path);
    if (!parts.matches()) {
      throw new IllegalArgumentException(path);
    }
    List<Hl7Segment> segments = message.all(parts.group(1));
    int occurrence = number(parts.group(2), 0);
    JsonNode fields = occurrence < segments.size() ? segments.get(occurrence).fields() : JsonNodeFactory.instance.objectNode();
    return fields.path(parts.group(3)).path(number(parts.group(4), 0))
        .path(String.valueOf(number(parts.group(5), 1))).path(String.valueOf(number(parts.group(6), 1)));
  }

  private static int number(String group, int usual) {
    return group == null ? usual : Integer.parseInt(group);
  }

  static ArrayNode told(List<Problem> problems) {
    ArrayNode told = JSON.createArrayNode();
    problems.forEach(one -> told.addObject().put("category", one.category().name()).put("path", one.path()));
    return told;
  }
}
