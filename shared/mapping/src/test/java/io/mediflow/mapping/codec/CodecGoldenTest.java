package io.mediflow.mapping.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.CodecName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The forms in {@code codecs/*.yaml}: codec, argument, zone, input (one for each value or path, null for none), value, finding,
 * and {@code back}: what the value is written as, {@code refused} where it is not.
 */
class CodecGoldenTest {

  private static final Path FOLDER = Path.of("src", "test", "resources", "codecs");
  private static final YAMLMapper YAML = YAMLMapper.builder()
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

  /** Ids stand behind a letter, so that both ways can be gone without a store. */
  private static final References REFERENCES = new References() {
    @Override
    public Optional<String> resourceType(RecordType type) {
      return Optional.of("Patient");
    }

    @Override
    public String recordId(RecordType type, String sourceId) {
      return "r" + sourceId;
    }

    @Override
    public Optional<String> source(String recordId) {
      return recordId.startsWith("r") ? Optional.of("Patient/" + recordId.substring(1)) : Optional.empty();
    }
  };

  @TestFactory
  Stream<DynamicTest> forms() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : files()) {
      int number = 0;
      for (JsonNode form : YAML.readTree(file.toFile())) {
        tests.add(DynamicTest.dynamicTest(
            file.getFileName() + " " + ++number + " " + form.path("codec").asText() + " " + form.path("input"), () -> check(form)));
      }
    }
    return tests.stream();
  }

  /** A codec without a form would be one that nobody has seen work. */
  @Test
  void everyCodecOfThisTableHasAForm() throws IOException {
    Set<CodecName> seen = EnumSet.of(CodecName.TEXT, CodecName.CODE, CodecName.CODING, CodecName.CONCEPT, CodecName.PHONE,
        CodecName.RECORD_REFERENCE, CodecName.OWN_REFERENCE, CodecName.TEXT_LIST, CodecName.TEXT_JOINED,
        CodecName.PRESENT, CodecName.TRANSLATED, CodecName.GROUP); // those have theirs elsewhere
    for (Path file : files()) {
      YAML.readTree(file.toFile()).forEach(form -> seen.add(CodecName.of(form.path("codec").asText()).orElseThrow()));
    }
    assertEquals(EnumSet.allOf(CodecName.class), seen);
  }

  private static void check(JsonNode form) {
    CodecName name = CodecName.of(form.path("codec").asText()).orElseThrow();
    String argument = form.path("argument").asText(null);
    CodecContext context = new CodecContext(
        ZoneId.of(form.path("zone").asText("America/New_York")), argument, Optional.empty(), REFERENCES);
    List<JsonNode> input = values(form.path("input"));

    Decoded decoded = Codecs.of(name).decode(input, context);

    assertEquals(form.path("value").isMissingNode() ? null : YAML.convertValue(form.path("value"), Object.class),
        decoded.value().orElse(null));
    assertEquals(form.path("finding").asText(null), decoded.finding().map(one -> one.category().name()).orElse(null));
    decoded.finding().ifPresent(one -> {
      assertFalse(one.sentence().isBlank());
      input.stream().filter(given -> given.asText().length() > 3)
          .forEach(given -> assertFalse(one.sentence().contains(given.asText()), "the sentence quotes the value"));
    });
    if (form.has("back")) {
      back(form.path("back"), Codecs.of(name).encode(decoded.value().orElseThrow(), context));
    }
  }

  private static void back(JsonNode expected, Encoded encoded) {
    switch (encoded) {
      case Encoded.Value(JsonNode json) -> assertEquals(expected.toString(), json.toString());
      case Encoded.Several(List<JsonNode> values) -> assertEquals(values(expected), values);
      case Encoded.Refused refused -> assertEquals("refused", expected.asText(), refused.finding().sentence());
    }
  }

  private static List<JsonNode> values(JsonNode given) {
    assertInstanceOf(ArrayNode.class, given);
    return StreamSupport.stream(given.spliterator(), false)
        .map(one -> one.isNull() ? MissingNode.getInstance() : one).toList();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }
}
