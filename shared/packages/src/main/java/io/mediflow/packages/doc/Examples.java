package io.mediflow.packages.doc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.ResourceFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Values that a package's golden cases show ({@code golden/INTERFACE/read/CASE/expected.json}); the cases are made up. A case
 * without problems comes before one with some, else the order of their names decides.
 */
public final class Examples {

  public static final Examples NONE = new Examples(List.of());

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 120;

  private final List<Read> all;

  private Examples(List<Read> all) {
    this.all = all;
  }

  /** One record of a case. */
  private record Read(String interfaceName, RecordType type, JsonNode fields) {}

  /** What one case says; {@code clean} when it has no problems. */
  private record Case(boolean clean, List<Read> records) {}

  /** Of a package in a folder; none where it has no golden cases. */
  public static Examples folder(Path ehr) {
    Path golden = ehr.resolve("golden");
    return Files.isDirectory(golden) ? golden(golden) : NONE;
  }

  /** Of a package that this build carries. */
  public static Examples bundled(String name) {
    return ResourceFolder.bundled(name, Examples::folder).orElse(NONE);
  }

  /**
   * @param path a field's name, behind those of the groups that it stands in
   * @return empty when no case shows one
   */
  String of(String interfaceName, RecordType type, List<String> path) {
    return all.stream()
        .filter(one -> one.interfaceName().equals(interfaceName) && one.type() == type)
        .flatMap(one -> values(one.fields(), path))
        .map(Examples::text).filter(one -> !one.isBlank()).findFirst().orElse("");
  }

  private static Stream<JsonNode> values(JsonNode from, List<String> path) {
    if (path.isEmpty()) {
      return Stream.of(from);
    }
    JsonNode there = from.at("/" + path.getFirst().replace('.', '/'));
    Stream<JsonNode> each = there.isArray() && path.size() > 1
        ? StreamSupport.stream(there.spliterator(), false) : Stream.of(there);
    return each.flatMap(one -> values(one, path.subList(1, path.size())));
  }

  private static String text(JsonNode value) {
    String whole = value.isArray() && StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isValueNode)
        ? StreamSupport.stream(value.spliterator(), false).map(JsonNode::asText).collect(Collectors.joining(", "))
        : value.isValueNode() ? value.asText() : value.isMissingNode() ? "" : value.toString();
    return whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST) + "…";
  }

  private static Examples golden(Path golden) {
    List<Case> cases = new ArrayList<>();
    for (Path from : folders(golden)) {
      Path reads = from.resolve("read");
      if (Files.isDirectory(reads)) {
        folders(reads).stream().map(one -> one.resolve("expected.json")).filter(Files::exists)
            .forEach(one -> cases.add(read(from.getFileName().toString(), one)));
      }
    }
    return new Examples(Stream.of(true, false)
        .flatMap(clean -> cases.stream().filter(one -> one.clean() == clean)).flatMap(one -> one.records().stream()).toList());
  }

  private static Case read(String interfaceName, Path expected) {
    JsonNode whole;
    try {
      whole = JSON.readTree(Files.readAllBytes(expected));
    } catch (IOException broken) {
      throw new UncheckedIOException(
          "the golden case " + expected.getParent().getFileName() + " has no readable expected.json", broken);
    }
    List<Read> records = new ArrayList<>();
    Stream.concat(Stream.of(whole), StreamSupport.stream(whole.path("results").spliterator(), false)).forEach(one -> {
      JsonNode record = one.has("record") ? one.path("record") : one;
      if (record.has("type") && record.has("fields")) {
        records.add(new Read(interfaceName, RecordType.of(record.path("type").asText()), record.path("fields")));
      }
    });
    return new Case(whole.findValues("problems").stream().allMatch(JsonNode::isEmpty), records);
  }

  private static List<Path> folders(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
