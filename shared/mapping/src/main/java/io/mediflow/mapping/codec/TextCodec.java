package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;

/** {@code text}: as it is. */
final class TextCodec extends Single {

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    return value.isValueNode()
        ? value.asText().isBlank() ? Decoded.NOTHING : Decoded.of(value.asText())
        : Decoded.unusable(Category.STRUCTURE, "a text was expected; correct the path in the mapping table");
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    return value instanceof String text ? Encoded.text(text) : Encoded.refused(Category.VALUE, "it is not a text; send one");
  }
}
