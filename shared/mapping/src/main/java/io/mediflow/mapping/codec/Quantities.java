package io.mediflow.mapping.codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A measured amount as records have it, {@code {value, unit, code, comparator}}. */
final class Quantities {

  static final List<String> COMPARATORS = List.of("<=", ">=", "<", ">");
  static final String UNUSABLE = "it is not a measured amount; correct it in the EHR";
  static final String REFUSED =
      "it is not a measured amount; send value, unit and UCUM code as texts, for example 98.6, °F and [degF]";

  private static final List<String> PARTS = List.of("value", "unit", "code", "comparator");

  private Quantities() {}

  /** Parts that are null or blank are left out. */
  static Map<String, Object> quantity(String value, String unit, String code, String comparator) {
    Map<String, Object> quantity = new LinkedHashMap<>();
    quantity.put("value", value);
    put(quantity, "unit", unit);
    put(quantity, "code", code);
    put(quantity, "comparator", comparator);
    return quantity;
  }

  /** Empty when it is none. */
  static Optional<Map<String, String>> texts(Object value) {
    return Texts.of(value)
        .filter(texts -> PARTS.containsAll(texts.keySet()) && texts.containsKey("value"))
        .filter(texts -> Decimals.text(texts.get("value")).isPresent())
        .filter(texts -> !texts.containsKey("comparator") || COMPARATORS.contains(texts.get("comparator")));
  }

  private static void put(Map<String, Object> quantity, String part, String text) {
    if (text != null && !text.isBlank()) {
      quantity.put(part, text);
    }
  }
}
