package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;
import java.util.Optional;

/** {@code decimal}: a number with the digits that were given; the row's argument {@code text} writes it as a text. */
final class DecimalCodec extends Single {

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    return Decimals.text(value).map(Decoded::of)
        .orElseGet(() -> Decoded.unusable(Category.VALUE, "it is not a decimal number; correct it in the EHR"));
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    return (value instanceof String text ? Decimals.text(text) : Optional.<String>empty())
        .<Encoded>map(number -> "text".equals(context.argument())
            ? Encoded.text(number)
            : new Encoded.Value(Decimals.json(number)))
        .orElseGet(() -> Encoded.refused(Category.VALUE, "it is not a decimal number; send it as a text, for example 98.6"));
  }
}
