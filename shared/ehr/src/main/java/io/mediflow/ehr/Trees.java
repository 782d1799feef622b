package io.mediflow.ehr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import java.io.IOException;
import java.util.Optional;

/** JSON as trees, every decimal with the digits that it came with ({@code 1.10} is not {@code 1.1} in FHIR). */
final class Trees {

  private final ObjectMapper mapper;
  private final ObjectReader reader;

  Trees(ObjectMapper mapper) {
    this.mapper = mapper;
    this.reader = mapper.readerFor(JsonNode.class)
        .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
  }

  /** Empty when it is not one JSON object. */
  Optional<JsonNode> object(byte[] bytes) {
    return tree(bytes).filter(JsonNode::isObject);
  }

  /** Empty when it is not one JSON value. The parser's message is dropped: it quotes what it read. */
  Optional<JsonNode> tree(byte[] bytes) {
    try {
      return Optional.ofNullable(reader.<JsonNode>readValue(bytes));
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  byte[] bytes(JsonNode tree) {
    try {
      return mapper.writeValueAsBytes(tree);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a JSON tree could not be written");
    }
  }
}
