package io.mediflow.writeback;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Compares values of record fields as people would: the JSON types of numbers and the offset of an instant make no difference. */
final class Values {

  private static final int SHORTEST_DATE_TIME = "2026-01-01T00:00Z".length();

  private Values() {}

  /** @param one a field's value, or null where the record has none */
  static boolean same(Object one, Object other) {
    return Objects.equals(plain(one), plain(other));
  }

  private static Object plain(Object value) {
    return switch (value) {
      case null -> null;
      case Number number -> new BigDecimal(number.toString()).stripTrailingZeros();
      case String text -> instantOrText(text);
      case List<?> list -> list.stream().map(Values::plain).toList();
      case Map<?, ?> map -> map.entrySet().stream()
          .filter(entry -> entry.getValue() != null)
          .collect(Collectors.toMap(Map.Entry::getKey, entry -> plain(entry.getValue())));
      default -> value;
    };
  }

  private static Object instantOrText(String text) {
    if (text.length() < SHORTEST_DATE_TIME || text.charAt(10) != 'T') {
      return text;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException noInstant) {
      return text;
    }
  }
}
