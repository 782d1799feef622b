package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.record.Problem.Category;
import java.util.Map;

/** {@code quantity}: FHIR's Quantity; a unit's code of another system than UCUM is read as the unit where that has no text. */
final class QuantityCodec extends Single {

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    String code = value.path("code").asText();
    boolean ucum = value.path("system").asText().equals(CodeSystems.UCUM);
    String comparator = value.path("comparator").asText();
    return Decimals.text(value.path("value"))
        .filter(number -> comparator.isEmpty() || Quantities.COMPARATORS.contains(comparator))
        .map(number -> Decoded.of(Quantities.quantity(number,
            value.path("unit").asText(ucum ? null : code), ucum ? code : null, comparator)))
        .orElseGet(() -> Decoded.unusable(Category.VALUE, Quantities.UNUSABLE));
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    return Quantities.texts(value).<Encoded>map(parts -> new Encoded.Value(json(parts)))
        .orElseGet(() -> Encoded.refused(Category.VALUE, Quantities.REFUSED));
  }

  private static ObjectNode json(Map<String, String> parts) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("value", Decimals.json(parts.get("value")));
    for (String part : new String[] {"comparator", "unit"}) {
      if (parts.containsKey(part)) {
        json.put(part, parts.get(part));
      }
    }
    if (parts.containsKey("code")) {
      json.put("system", CodeSystems.UCUM).put("code", parts.get("code"));
    }
    return json;
  }
}
