package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.packages.CodecName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code quantity-parts}: a measured amount along several paths, as HL7's OBX-5 and OBX-6. A comparator without a place of
 * its own stands before the value; a unit without a code is one when its system is UCUM.
 */
final class QuantityPartsCodec implements Codec {

  @Override
  public Decoded decode(List<JsonNode> values, CodecContext context) {
    Map<String, String> found = Order.of(CodecName.QUANTITY_PARTS, context).read(values);
    if (!found.containsKey("value")) {
      return Decoded.NOTHING;
    }
    String value = found.get("value");
    Optional<String> before = Quantities.COMPARATORS.stream().filter(value::startsWith).findFirst();
    String comparator = found.getOrDefault("comparator", before.orElse(""));
    boolean ucum = CodeSystems.uri(found.getOrDefault("system", "")).equals(CodeSystems.UCUM);
    String code = found.getOrDefault("code", found.get("unit"));
    return Decimals.text(value.substring(before.map(String::length).orElse(0)))
        .filter(number -> comparator.isEmpty() || Quantities.COMPARATORS.contains(comparator))
        .map(number -> Decoded.of(Quantities.quantity(
            number, found.getOrDefault("unit", ucum ? null : code), ucum ? code : null, comparator)))
        .orElseGet(() -> Decoded.unusable(Category.VALUE, Quantities.UNUSABLE));
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    Order order = Order.of(CodecName.QUANTITY_PARTS, context);
    Optional<Map<String, String>> texts = Quantities.texts(value);
    if (texts.isEmpty()) {
      return Encoded.refused(Category.VALUE, Quantities.REFUSED);
    }
    Map<String, String> parts = new LinkedHashMap<>(texts.get());
    if (!order.has("comparator") && parts.containsKey("comparator")) {
      parts.put("value", parts.remove("comparator") + parts.get("value"));
    }
    if (parts.containsKey("code")) {
      parts.put("system", CodeSystems.name(CodeSystems.UCUM));
    }
    if (!order.has("code") && (!parts.containsKey("unit") || parts.get("unit").equals(parts.get("code")))) {
      String code = parts.remove("code");
      if (code != null) {
        parts.put("unit", code);
      }
    }
    return order.write(parts);
  }
}
