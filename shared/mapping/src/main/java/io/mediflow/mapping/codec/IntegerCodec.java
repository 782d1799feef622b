package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.mediflow.model.record.Problem.Category;
import java.util.regex.Pattern;

/** {@code integer}: a whole number of 32 bits, as FHIR has it. */
final class IntegerCodec extends Single {

  private static final Pattern DIGITS = Pattern.compile("[+-]?[0-9]{1,18}");

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    try {
      String text = value.asText().strip();
      if (DIGITS.matcher(text).matches()) {
        return Decoded.of(Integer.valueOf(text));
      }
    } catch (NumberFormatException tooLarge) {
      // Told below.
    }
    return Decoded.unusable(Category.VALUE, "it is not a whole number; correct it in the EHR");
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
