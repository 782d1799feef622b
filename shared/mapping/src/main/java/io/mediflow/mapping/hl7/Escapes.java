package io.mediflow.mapping.hl7;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Escape sequences of texts: unescape(escape(x)) = x, and a sequence that is not known is kept as it came. */
final class Escapes {

  private Escapes() {}

  static String unescape(String text, int from, int end, Hl7Encoding encoding) {
    char escape = encoding.escape();
    StringBuilder plain = new StringBuilder(end - from);
    int at = from;
    while (at < end) {
      int open = text.indexOf(escape, at, end);
      int close = open < 0 ? -1 : text.indexOf(escape, open + 1, end);
      if (close < 0) {
        return plain.append(text, at, end).toString();
      }
      plain.append(text, at, open);
      if (!sequence(text, open + 1, close, encoding, plain)) {
        plain.append(text, open, close + 1);
      }
      at = close + 1;
    }
    return plain.toString();
  }

  /** @return false when it is not known; then nothing was appended */
  private static boolean sequence(String text, int from, int end, Hl7Encoding encoding, StringBuilder plain) {
    if (end - from == 1) {
      return letter(text.charAt(from), encoding, plain);
    }
    if (end - from == 3 && text.regionMatches(true, from, ".br", 0, 3)) {
      plain.append('\n');
      return true;
    }
    return end - from >= 3 && text.charAt(from) == 'X' && bytes(text.substring(from + 1, end), plain);
  }

  private static boolean letter(char letter, Hl7Encoding encoding, StringBuilder plain) {
    if (letter == 'H' || letter == 'N') {
      return true; // highlighting on and off
    }
    char meant = switch (letter) {
      case 'F' -> encoding.field();
      case 'S' -> encoding.component();
      case 'T' -> encoding.subcomponent();
      case 'R' -> encoding.repetition();
      case 'E' -> encoding.escape();
      case 'P' -> encoding.truncation();
      default -> Hl7Encoding.NONE;
    };
    if (meant == Hl7Encoding.NONE) {
      return false;
    }
    plain.append(meant);
    return true;
  }

  /** The bytes are in the message's encoding, which is UTF-8 where they are valid as such, as for the message itself. */
  private static boolean bytes(String hex, StringBuilder plain) {
    if (hex.length() % 2 != 0 || !hex.chars().allMatch(HexFormat::isHexDigit)) {
      return false;
    }
    byte[] bytes = HexFormat.of().parseHex(hex);
    try {
      plain.append(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)));
    } catch (CharacterCodingException older) {
      plain.append(new String(bytes, CharacterSets.WESTERN));
    }
    return true;
  }

  static void escape(String text, Hl7Encoding encoding, StringBuilder out) {
    char escape = encoding.escape();
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if (one == encoding.field()) {
        out.append(escape).append('F').append(escape);
      } else if (one == encoding.component()) {
        out.append(escape).append('S').append(escape);
      } else if (one == encoding.subcomponent()) {
        out.append(escape).append('T').append(escape);
      } else if (one == encoding.repetition()) {
        out.append(escape).append('R').append(escape);
      } else if (one == escape) {
        out.append(escape).append('E').append(escape);
      } else if (one == '\n' && !encoding.uses('.')) {
        out.append(escape).append(".br").append(escape);
      } else if (one < ' ' && one != '\t') {
        // Line ends and MLLP's framing bytes must not stand in a text.
        out.append(escape).append('X').append(HexFormat.of().withUpperCase().toHexDigits((byte) one)).append(escape);
      } else {
        out.append(one);
      }
    }
  }
}
