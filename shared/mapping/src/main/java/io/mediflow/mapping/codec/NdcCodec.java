package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;
import java.util.Optional;

/** {@code ndc}: a National Drug Code as 11 digits, where its parts are known for sure. */
final class NdcCodec extends Single {

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    return Ndc.eleven(value.asText()).map(Decoded::of).orElseGet(() -> Decoded.unusable(Category.CODE_INVALID,
        "it does not show the 11 digits of an NDC; add the hyphens in the EHR"));
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    Optional<String> code = value instanceof String text ? Ndc.eleven(text).filter(text::equals) : Optional.empty();
    return code.<Encoded>map(Encoded::text)
        .orElseGet(() -> Encoded.refused(Category.CODE_INVALID, "it is not an NDC of 11 digits; send one without hyphens"));
  }
}
