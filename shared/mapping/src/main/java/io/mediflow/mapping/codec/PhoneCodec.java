package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.mediflow.model.record.Problem.Category;
import java.util.Optional;

/**
 * {@code phone}: E.164 where the number is valid, with {@code ;ext=} where it has an extension; otherwise as it came, marked.
 * The row's argument is the region of numbers without a country code, US when it has none.
 */
final class PhoneCodec extends Single {

  static final String REGION = "US";
  static final String REFUSED = "it is not a phone number; send it as +1 and ten digits, for example";
  private static final int LONGEST_PLAIN = 40;
  static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  static {
    // Loads what a native image should find in its heap.
    NUMBERS.isValidNumber(NUMBERS.getExampleNumber("US"));
  }

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    return decode(value.asText(), region(context));
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    return dialled(value, region(context)).map(number -> Encoded.text(format(number)))
        .orElseGet(() -> Encoded.refused(Category.VALUE, REFUSED));
  }

  static Decoded decode(String text, String region) {
    if (text.isBlank()) {
      return Decoded.NOTHING;
    }
    return parse(text, region).filter(PhoneCodec::valid).map(number -> Decoded.of(format(number)))
        .orElseGet(() -> Decoded.marked(text, Category.VALUE,
            "it is not a valid phone number; it is kept as it came, correct it in the EHR"));
  }

  /** Of most numbers the first question is the answer; the second one asks for each region of the number's country code. */
  private static boolean valid(PhoneNumber number) {
    return NUMBERS.isValidNumberForRegion(number, REGION) || NUMBERS.isValidNumber(number);
  }

  /** What is dialable is written even where this build's numbering plan does not know it: plans age, front desks know. */
  static Optional<PhoneNumber> dialled(Object value, String region) {
    return (value instanceof String text ? parse(text, region) : Optional.<PhoneNumber>empty()).filter(NUMBERS::isPossibleNumber);
  }

  private static Optional<PhoneNumber> parse(String text, String region) {
    PhoneNumber plain = american(text, region);
    if (plain != null) {
      return Optional.of(plain);
    }
    try {
      return Optional.of(NUMBERS.parse(text, region));
    } catch (NumberParseException none) {
      return Optional.empty();
    }
  }

  /**
   * The ten digits of a North American number, punctuated as people do, with or without +1: what the library makes of them too,
   * without its long search for extensions and other countries' prefixes. Null for everything else.
   */
  static PhoneNumber american(String text, String region) {
    boolean international = text.startsWith("+1");
    if (!international && !region.equals(REGION) || text.length() > LONGEST_PLAIN) {
      return null;
    }
    long national = 0;
    int digits = 0;
    for (int i = international ? 2 : 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if (one >= '0' && one <= '9') {
        if ((digits == 0 || digits == 3) && one < '2' || ++digits > 10) {
          return null;
        }
        national = national * 10 + (one - '0');
      } else if (one != ' ' && one != '-' && one != '.' && one != '(' && one != ')') {
        return null;
      }
    }
    return digits == 10 ? new PhoneNumber().setCountryCode(1).setNationalNumber(national) : null;
  }

  static String format(PhoneNumber number) {
    String e164 = NUMBERS.format(number, PhoneNumberFormat.E164);
    return number.hasExtension() ? e164 + ";ext=" + number.getExtension() : e164;
  }

  private static String region(CodecContext context) {
    return context.argument() == null ? REGION : context.argument();
  }
}
