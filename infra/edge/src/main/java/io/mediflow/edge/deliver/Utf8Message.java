package io.mediflow.edge.deliver;

import io.mediflow.mapping.hl7.Hl7Text;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A message as it is posted: UTF-8, and MSH-18 says so where it makes a difference. Nothing else is changed. */
public final class Utf8Message {

  private static final String NAME = "UNICODE UTF-8";
  /** The place of MSH-18 among what the field separator divides: MSH-1 is the separator itself. */
  private static final int PLACE = 17;

  private Utf8Message() {}

  /** @return empty when no text can be made of the bytes */
  public static Optional<byte[]> of(byte[] message) {
    return switch (Hl7Text.decode(message)) {
      case Hl7Text.Unreadable unreadable -> Optional.empty();
      case Hl7Text.Text(String text, var charset, var problems) -> Optional.of(named(text).getBytes(StandardCharsets.UTF_8));
    };
  }

  private static String named(String text) {
    int from = text.indexOf("MSH");
    if (from < 0 || text.length() < from + 4 || text.chars().allMatch(one -> one < 0x80)) {
      return text; // ASCII is the same in every encoding that MSH-18 may name
    }
    int end = from;
    while (end < text.length() && text.charAt(end) != '\r' && text.charAt(end) != '\n') {
      end++;
    }
    String separator = text.substring(from + 3, from + 4);
    String[] fields = text.substring(from, end).split(Pattern.quote(separator), -1);
    String[] filled = Arrays.copyOf(fields, Math.max(fields.length, PLACE + 1));
    Arrays.fill(filled, fields.length, filled.length, "");
    filled[PLACE] = NAME;
    return text.substring(0, from) + String.join(separator, filled) + text.substring(end);
  }
}
