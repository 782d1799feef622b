package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decimal numbers as records have them: a text with the digits that were given, so that 98.60 stays 98.60. */
final class Decimals {

  private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]{1,18}(\\.[0-9]{0,18})?|\\.[0-9]{1,18})");
  private static final Pattern GROUPED = Pattern.compile("[+-]?[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]{0,18})?");
  private static final int WIDEST = 40;

  private Decimals() {}

  /** Of a number or of a text that is one. */
  static Optional<String> text(JsonNode value) {
    if (value.isNumber()) {
      BigDecimal number = value.decimalValue();
      boolean plain = Math.abs(number.scale()) <= WIDEST && number.precision() <= WIDEST;
      return plain ? Optional.of(number.toPlainString()) : Optional.empty();
    }
    return value.isTextual() ? text(value.asText()) : Optional.empty();
  }

  static Optional<String> text(String text) {
    String number = text.strip();
    return DECIMAL.matcher(number).matches() ? Optional.of(new BigDecimal(number).toPlainString()) : Optional.empty();
  }

  /** Also {@code 1,234.50}. */
  static Optional<String> amount(JsonNode value) {
    String text = value.isTextual() ? value.asText().strip() : "";
    return GROUPED.matcher(text).matches() ? text(text.replace(",", "")) : text(value);
  }

  /** As JSON's number. */
  static JsonNode json(String text) {
    return DecimalNode.valueOf(new BigDecimal(text));
  }
}
