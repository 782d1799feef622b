package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.packages.CodecName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code phone-parts}: a phone number whose parts lie along several paths, as in HL7's XTN, as {@code phone} has it. Where
 * the parts are not filled, the path {@code text} is read.
 */
final class PhonePartsCodec implements Codec {

  private static final int NORTH_AMERICA = 1;

  @Override
  public Decoded decode(List<JsonNode> values, CodecContext context) {
    Map<String, String> found = Order.of(CodecName.PHONE_PARTS, context).read(values);
    String country = found.containsKey("country") ? "+" + found.get("country").replace("+", "") : "";
    String extension = found.containsKey("extension") ? ";ext=" + found.get("extension") : "";
    String number = found.containsKey("local")
        ? country + found.getOrDefault("area", "") + found.get("local") + extension
        : found.getOrDefault("text", "");
    return PhoneCodec.decode(number, PhoneCodec.REGION);
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    Order order = Order.of(CodecName.PHONE_PARTS, context);
    Optional<PhoneNumber> dialled = PhoneCodec.dialled(value, PhoneCodec.REGION)
        .filter(number -> number.getCountryCode() != NORTH_AMERICA || digits(number).length() == 10);
    if (dialled.isEmpty()) {
      return Encoded.refused(Category.VALUE, PhoneCodec.REFUSED);
    }
    PhoneNumber number = dialled.get();
    String digits = digits(number);
    int area = number.getCountryCode() == NORTH_AMERICA ? 3 : PhoneCodec.NUMBERS.getLengthOfGeographicalAreaCode(number);
    Map<String, String> parts = new LinkedHashMap<>();
    if (order.has("local")) {
      parts.put("country", Integer.toString(number.getCountryCode()));
      parts.put("area", digits.substring(0, area));
      parts.put("local", digits.substring(area));
      parts.put("extension", number.getExtension());
      parts.values().removeIf(String::isEmpty);
    }
    if (order.has("text")) {
      parts.put("text", PhoneCodec.format(number));
    }
    if (number.getCountryCode() == NORTH_AMERICA && !order.has("country")) {
      parts.remove("country");
    }
    return order.write(parts);
  }

  private static String digits(PhoneNumber number) {
    return PhoneCodec.NUMBERS.getNationalSignificantNumber(number);
  }
}
