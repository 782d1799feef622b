package io.mediflow.mapping.codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** An amount of money as records have it, {@code {amount, currency}}. */
final class Amounts {

  static final String DOLLARS = "USD";
  static final String REFUSED = "it is not an amount of money; send amount and currency as texts, for example 120.00 and USD";

  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  private Amounts() {}

  static Map<String, Object> money(String amount, String currency) {
    Map<String, Object> money = new LinkedHashMap<>();
    money.put("amount", amount);
    money.put("currency", currency);
    return money;
  }

  static boolean currency(String text) {
    return CURRENCY.matcher(text).matches();
  }

  /** Empty when it is no amount of money, currency included. */
  static Optional<Map<String, String>> texts(Object value) {
    return Texts.of(value)
        .filter(texts -> texts.keySet().containsAll(List.of("amount", "currency")) && texts.size() == 2)
        .filter(texts -> Decimals.text(texts.get("amount")).isPresent() && currency(texts.get("currency")));
  }
}
