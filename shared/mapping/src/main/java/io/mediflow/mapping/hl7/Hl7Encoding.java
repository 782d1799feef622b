package io.mediflow.mapping.hl7;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The characters that divide a message, as MSH-1 and MSH-2 name them; where one is not named, the usual one, or {@link #NONE} when
 * that is taken already.
 *
 * @param truncation since HL7 2.7, mostly {@link #NONE}
 */
public record Hl7Encoding(char field, char component, char repetition, char escape, char subcomponent, char truncation) {

  public static final char NONE = '\0';
  public static final Hl7Encoding STANDARD = new Hl7Encoding('|', '^', '~', '\\', '&', NONE);

  private static final String USUAL = "^~\\&";

  /** @return empty when a character could be part of a value, or stands for two things */
  static Optional<Hl7Encoding> of(char field, String codes) {
    if (!divides(field)) {
      return Optional.empty();
    }
    StringBuilder all = new StringBuilder(6).append(field);
    for (int i = 0; i < 5; i++) {
      char code = i < codes.length() ? codes.charAt(i) : i < USUAL.length() ? USUAL.charAt(i) : NONE;
      boolean taken = all.indexOf(String.valueOf(code)) >= 0;
      if (i < codes.length() && (taken || !divides(code))) {
        return Optional.empty();
      }
      all.append(taken ? NONE : code);
    }
    if (all.charAt(1) == NONE) {
      return Optional.empty();
    }
    return Optional.of(new Hl7Encoding(field, all.charAt(1), all.charAt(2), all.charAt(3), all.charAt(4), all.charAt(5)));
  }

  /** Of the header that begins at an offset of a text. */
  static Optional<Hl7Encoding> ofHeader(String text, int from, int end) {
    if (end - from < 4) {
      return Optional.empty();
    }
    char field = text.charAt(from + 3);
    return of(field, text.substring(from + 4, endOfCodes(text, from, end)));
  }

  /** Where MSH-2 ends. */
  static int endOfCodes(String text, int from, int end) {
    int next = text.indexOf(text.charAt(from + 3), from + 4, end);
    return next < 0 ? end : next;
  }

  /** What to write a message with: as its header says, if that can carry every value, else the standard. */
  static Hl7Encoding forWriting(Hl7Segment header) {
    JsonNode field = leaf(header, "1");
    JsonNode codes = leaf(header, "2");
    if (field.asText().length() != 1) {
      return STANDARD;
    }
    return of(field.asText().charAt(0), codes.asText())
        .filter(all -> all.repetition != NONE && all.escape != NONE && all.subcomponent != NONE)
        .orElse(STANDARD);
  }

  /** Whether a character divides, so that it cannot stand within an escape sequence. */
  boolean uses(char one) {
    return one == field || codes().indexOf(one) >= 0;
  }

  /** MSH-2. */
  String codes() {
    StringBuilder codes = new StringBuilder(5);
    for (char code : new char[] {component, repetition, escape, subcomponent, truncation}) {
      if (code != NONE) {
        codes.append(code);
      }
    }
    return codes.toString();
  }

  private static JsonNode leaf(Hl7Segment header, String number) {
    return header.fields().path(number).path(0).path("1").path("1");
  }

  private static boolean divides(char one) {
    return one > ' ' && one != 0x7f && one != '"' && !Character.isLetterOrDigit(one) && !Character.isWhitespace(one)
        && !Character.isSurrogate(one) && one != '\ufeff';
  }
}
