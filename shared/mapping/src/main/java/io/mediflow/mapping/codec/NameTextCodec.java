package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code name-text}: a name in one text as its parts, and whole as {@code full}; the row's argument {@code given-first} says
 * that the EHR writes it so, otherwise it is written {@code Family, Given Middle, Suffix}.
 */
final class NameTextCodec extends Single {

  private static final String GIVEN_FIRST = "given-first";

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    String text = value.asText().strip();
    if (text.isEmpty()) {
      return Decoded.NOTHING;
    }
    Optional<Map<String, String>> parts = NameText.parse(text, GIVEN_FIRST.equals(context.argument()));
    Map<String, Object> whole = new LinkedHashMap<>(parts.orElse(Map.of()));
    whole.put("full", text);
    return parts.isPresent()
        ? Decoded.of(whole)
        : Decoded.marked(whole, Category.VALUE,
            "it does not show which word is the family name; it is kept whole, write it as family, given in the EHR");
  }

  /** Only what would be taken apart the same way again. */
  @Override
  public Encoded encode(Object value, CodecContext context) {
    boolean givenFirst = GIVEN_FIRST.equals(context.argument());
    Map<String, String> parts = new LinkedHashMap<>(Texts.of(value).orElse(Map.of()));
    String full = parts.remove("full");
    if (parts.isEmpty() && full != null) {
      return Encoded.text(full);
    }
    String text = NameText.format(parts, givenFirst);
    return !parts.isEmpty() && NameText.parse(text, givenFirst).filter(parts::equals).isPresent()
        ? Encoded.text(text)
        : Encoded.refused(Category.VALUE,
            "the EHR has the name in one text, where its parts could not be told apart;"
                + " send family and given name, one word each if need be");
  }
}
