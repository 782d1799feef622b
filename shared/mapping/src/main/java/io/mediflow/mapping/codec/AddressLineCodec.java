package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code address-line}: a US address in one line as its parts; one that is open to doubt stays whole, as the only line, marked. */
final class AddressLineCodec extends Single {

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    String text = value.asText().strip();
    if (text.isEmpty()) {
      return Decoded.NOTHING;
    }
    return AmericanAddress.parse(text).map(Decoded::of)
        .orElseGet(() -> Decoded.marked(Map.of("lines", List.of(text)), Category.VALUE,
            "it does not show where street, town, state and ZIP code part; it is kept whole, put commas between them in the EHR"));
  }

  /** Only what would be taken apart the same way again. */
  @Override
  public Encoded encode(Object value, CodecContext context) {
    if (value instanceof Map<?, ?> parts && parts.get("lines") instanceof List<?> lines && !lines.isEmpty()) {
      boolean alone = parts.size() == 1 && lines.size() == 1;
      if (alone && lines.getFirst() instanceof String whole && AmericanAddress.parse(whole).isEmpty()) {
        return Encoded.text(whole);
      }
      String line = AmericanAddress.format(lines, parts.get("city"), parts.get("state"), parts.get("postalCode"));
      Optional<Map<String, Object>> again = AmericanAddress.parse(line);
      if (again.isPresent() && again.get().equals(parts)) {
        return Encoded.text(line);
      }
    }
    return Encoded.refused(Category.VALUE, "the EHR has the address in one line, where its parts could not be told apart;"
        + " send lines, city, two letters of the state and a ZIP code, without commas inside");
  }
}
