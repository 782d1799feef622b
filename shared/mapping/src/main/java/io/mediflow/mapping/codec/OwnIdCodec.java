package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mediflow.model.record.Problem.Category;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code own-id}: a plain id of the EHR's, text or number, kept as the EHR wrote it. */
final class OwnIdCodec extends Single {

  private static final Pattern ID = Pattern.compile("[^\\s/]{1,255}");

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    if (value.isTextual() && value.asText().isBlank()) {
      return Decoded.NOTHING;
    }
    return id(value).map(Decoded::of)
        .orElseGet(() -> Decoded.unusable(Category.VALUE, "it is not a plain id; correct it in the EHR"));
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    return (value instanceof String text ? id(TextNode.valueOf(text)) : Optional.<String>empty())
        .map(Encoded::text)
        .orElseGet(() -> Encoded.refused(Category.VALUE, "it is not an id of the EHR's; send it as the records show it"));
  }

  static Optional<String> id(JsonNode value) {
    String text = value.isTextual() || value.isIntegralNumber() ? value.asText().strip() : "";
    return ID.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }
}
