package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;
import java.util.Map;

/** {@code coding}: a Coding as {@code {system, code, display}}. */
final class CodingCodec extends Single {

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    Map<String, Object> parts = Codings.parts(value);
    return parts.isEmpty() ? Decoded.NOTHING : Decoded.of(parts);
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    return Codings.coding(value).<Encoded>map(Encoded.Value::new).orElseGet(
        () -> Encoded.refused(Category.VALUE, "it is not a coded value; send system, code and display as texts"));
  }
}
