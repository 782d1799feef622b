package io.mediflow.model.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is published of the records says what the records say. Tests run in the module's folder. */
class PublishedRecordsTest {

  private static final Path SCHEMAS = Path.of("src", "main", "resources", "schemas", "v1");
  private static final Path PAGE = Path.of("RECORDS.md");
  private static final String REGENERATE = "mvn -q -pl shared/model test -Dtest=PublishedRecordsTest -Drecords.write";

  /** With {@code -Drecords.write} it writes what it otherwise compares. */
  @Test
  void schemasAndPageAreWhatTheRecordsSay() throws IOException {
    Map<Path, String> wanted = new LinkedHashMap<>();
    for (RecordType type : RecordType.values()) {
      wanted.put(SCHEMAS.resolve(RecordSchema.fileName(type)), RecordSchema.text(type));
    }
    wanted.put(PAGE, RecordPage.text());
    boolean write = System.getProperty("records.write") != null;
    List<Path> stale = new ArrayList<>();
    for (Map.Entry<Path, String> one : wanted.entrySet()) {
      if (write) {
        Files.writeString(one.getKey(), one.getValue());
      }
      if (!one.getValue().equals(read(one.getKey()))) {
        stale.add(one.getKey());
      }
    }
    try (Stream<Path> files = Files.list(SCHEMAS)) {
      files.filter(file -> !wanted.containsKey(file)).forEach(stale::add);
    }
    assertTrue(stale.isEmpty(),
        () -> stale + " do not say what the records say; remove schemas that have no record, and run: " + REGENERATE);
  }

  @Test
  void everyRecordAndFieldIsExplainedInASentence() {
    List<String> bare = new ArrayList<>();
    Set<Class<?>> shapes = new LinkedHashSet<>();
    for (RecordType type : RecordType.values()) {
      shapes.add(type.shape());
      shapes.addAll(Shape.of(type.shape()).values());
    }
    for (Class<?> one : shapes) {
      Shape shape = Shape.of(one);
      if (!shape.description().endsWith(".")) {
        bare.add(shape.name());
      }
      shape.fields().stream().filter(field -> !field.description().endsWith("."))
          .forEach(field -> bare.add(shape.name() + "." + field.name()));
    }
    assertTrue(bare.isEmpty(),
        () -> "give these a @JsonClassDescription or @JsonPropertyDescription that ends like a sentence: " + bare);
  }

  @Test
  void everyRecordEndsWithOwnFieldsAndRefersToOthersById() {
    Set<String> labels = new HashSet<>();
    for (RecordType type : RecordType.values()) {
      Shape shape = Shape.of(type.shape());
      assertTrue(labels.add(type.label()));
      assertEquals("custom", shape.fields().getLast().name(), () -> shape.name() + " ends with the practice's own fields");
      assertTrue(shape.values().stream().allMatch(one -> one.getPackageName().endsWith(".record.value")),
          () -> shape.name() + " holds a record instead of its id; refer to it");
    }
    assertEquals(16, labels.size());
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException missing) {
      return "";
    }
  }
}
