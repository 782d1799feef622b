package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.mediflow.model.record.Problem.Category;

/** {@code integer}: a whole number of 32 bits, as FHIR has it. */
final class IntegerCodec extends Single {

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    try {
      return Decoded.of(Integer.valueOf(value.asText()));
    } catch (NumberFormatException other) {
      return Decoded.unusable(Category.VALUE, "it is not a whole number; correct it in the EHR");
    }
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    return switch (value) {
      case Integer number -> new Encoded.Value(IntNode.valueOf(number));
      case Long number when number == number.intValue() -> new Encoded.Value(IntNode.valueOf(number.intValue()));
      default -> Encoded.refused(Category.VALUE, "it is not a whole number; send one");
    };
  }
}
