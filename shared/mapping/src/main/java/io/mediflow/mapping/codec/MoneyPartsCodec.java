package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.packages.CodecName;
import java.util.List;
import java.util.Map;

/** {@code money-parts}: amount and currency along two paths, in the order of the row's argument; dollars without a currency. */
final class MoneyPartsCodec implements Codec {

  @Override
  public Decoded decode(List<JsonNode> values, CodecContext context) {
    Map<String, String> found = Order.of(CodecName.MONEY_PARTS, context).read(values);
    String currency = found.getOrDefault("currency", Amounts.DOLLARS);
    if (!found.containsKey("amount")) {
      return Decoded.NOTHING;
    }
    return Decimals.text(found.get("amount")).filter(amount -> Amounts.currency(currency))
        .map(amount -> Decoded.of(Amounts.money(amount, currency)))
        .orElseGet(() -> Decoded.unusable(Category.VALUE, "it is not an amount of money; correct it in the EHR"));
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    return Amounts.texts(value).map(Order.of(CodecName.MONEY_PARTS, context)::write)
        .orElseGet(() -> Encoded.refused(Category.VALUE, Amounts.REFUSED));
  }
}
