package io.mediflow.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** JSON in and out, with limits, exact numbers and no doubled names. */
final class ResourceJson {

  static final int MOST_BYTES = 5 * 1024 * 1024;
  static final int DEEPEST = 64;

  static final JsonMapper MAPPER = JsonMapper.builder(
          JsonFactory.builder()
              .streamReadConstraints(StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST).maxNumberLength(100).maxNameLength(1_000).maxStringLength(MOST_BYTES).build())
              .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
              .build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
      .build();

  private ResourceJson() {}

  /** A resource's tree, or why there is none. */
  sealed interface Parsed {

    record Tree(ObjectNode root) implements Parsed {}

    record Broken(Problem problem) implements Parsed {}
  }

  static Parsed parse(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      return broken(Category.TOO_LONG, "it has more than 5 MB; look at what the EHR put into it");
    }
    try (JsonParser parser = MAPPER.createParser(bytes)) {
      JsonNode root = MAPPER.readTree(parser);
      if (!(root instanceof ObjectNode object) || object.isEmpty()) {
        return broken(Category.STRUCTURE, "it is no JSON object; ask the EHR's vendor why");
      }
      return new Parsed.Tree(object);
    } catch (StreamConstraintsException beyond) {
      return broken(Category.TOO_LONG, "it is nested deeper than " + DEEPEST
          + " levels or has a name or number without end; look at what the EHR put into it");
    } catch (JsonEOFException cut) {
      return broken(Category.STRUCTURE, "it ends in the middle; fetch it again");
    } catch (IOException wrong) {
      return broken(Category.STRUCTURE, "it is not well-formed JSON"
          + (encoded(bytes) ? "; ask the EHR's vendor why" : ": its characters are not UTF-8; have it sent so"));
    }
  }

  private static boolean encoded(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException other) {
      return false;
    }
  }

  static byte[] bytes(JsonNode tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static Parsed broken(Category category, String sentence) {
    return new Parsed.Broken(new Problem(category, "resource", "The resource cannot be read: " + sentence + "."));
  }
}
