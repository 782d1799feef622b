package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.record.Problem.Category;

/** {@code money}: FHIR's Money; without a currency it is in dollars. */
final class MoneyCodec extends Single {

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    String currency = value.path("currency").asText(Amounts.DOLLARS);
    return Decimals.text(value.path("value")).filter(amount -> Amounts.currency(currency))
        .map(amount -> Decoded.of(Amounts.money(amount, currency)))
        .orElseGet(() -> Decoded.unusable(Category.VALUE, "it is not an amount of money; correct it in the EHR"));
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    return Amounts.texts(value)
        .<Encoded>map(money -> new Encoded.Value(JsonNodeFactory.instance.objectNode()
            .<ObjectNode>set("value", Decimals.json(money.get("amount")))
            .put("currency", money.get("currency"))))
        .orElseGet(() -> Encoded.refused(Category.VALUE, Amounts.REFUSED));
  }
}
