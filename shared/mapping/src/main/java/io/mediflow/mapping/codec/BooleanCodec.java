package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.mediflow.model.record.Problem.Category;

/** {@code boolean}: true or false. */
final class BooleanCodec extends Single {

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    return switch (value.asText()) {
      case "true" -> Decoded.of(true);
      case "false" -> Decoded.of(false);
      default -> Decoded.unusable(Category.VALUE, "it is neither true nor false; correct it in the EHR");
    };
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    return value instanceof Boolean flag
        ? new Encoded.Value(BooleanNode.valueOf(flag))
        : Encoded.refused(Category.VALUE, "it is neither true nor false; send one of them");
  }
}
