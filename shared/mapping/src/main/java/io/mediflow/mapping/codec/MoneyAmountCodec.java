package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mediflow.model.record.Problem.Category;
import java.util.Optional;

/** {@code money-amount}: a number, or a text like {@code $1,234.50}, in the currency of the row's argument, dollars without one. */
final class MoneyAmountCodec extends Single {

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    if (value.isTextual() && value.asText().isBlank()) {
      return Decoded.NOTHING;
    }
    return amount(value, currency(context))
        .map(amount -> Decoded.of(Amounts.money(amount, currency(context))))
        .orElseGet(() -> Decoded.unusable(Category.VALUE, "it is not an amount of money; correct it in the EHR"));
  }

  /** As a number: it is what this form of an EHR counts with. */
  @Override
  public Encoded encode(Object value, CodecContext context) {
    return Amounts.texts(value)
        .map(money -> money.get("currency").equals(currency(context))
            ? new Encoded.Value(Decimals.json(money.get("amount")))
            : Encoded.refused(Category.NOT_SUPPORTED,
                "the EHR's amounts are in another currency; send it in " + currency(context)))
        .orElseGet(() -> Encoded.refused(Category.VALUE, Amounts.REFUSED));
  }

  private static Optional<String> amount(JsonNode value, String currency) {
    String text = value.isTextual() ? value.asText().strip() : "";
    return currency.equals(Amounts.DOLLARS) && text.startsWith("$")
        ? Decimals.amount(TextNode.valueOf(text.substring(1)))
        : Decimals.amount(value);
  }

  private static String currency(CodecContext context) {
    return context.argument() == null ? Amounts.DOLLARS : context.argument();
  }
}
