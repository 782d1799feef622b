package io.mediflow.mapping.hl7;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Names of character sets in MSH-18 (HL7 table 0211, and what senders write instead). They are looked up once, when the class is
 * initialised, so that a native image has them without further configuration.
 */
final class CharacterSets {

  /** What Windows systems send whatever they declare; also meant by most who say 8859/1 (as browsers read it). */
  static final Charset WESTERN = Charset.forName("windows-1252");

  private static final Map<String, Charset> BY_NAME = new HashMap<>();

  static {
    for (String name : new String[] {"ASCII", "USASCII", "ISOIR6", "ISO646", "88591", "ISO88591", "LATIN1", "ANSI", "WINDOWS1252", "CP1252",
        "1252"}) {
      BY_NAME.put(name, WESTERN);
    }
    for (String name : new String[] {"UNICODE", "UNICODEUTF8", "UTF8", "ISOIR192"}) {
      BY_NAME.put(name, StandardCharsets.UTF_8);
    }
    for (int part = 2; part <= 15; part++) {
      if (Charset.isSupported("ISO-8859-" + part)) {
        BY_NAME.put("8859" + part, Charset.forName("ISO-8859-" + part));
        BY_NAME.put("ISO8859" + part, Charset.forName("ISO-8859-" + part));
      }
    }
    BY_NAME.put("UNICODEUTF16", StandardCharsets.UTF_16);
    BY_NAME.put("UTF16", StandardCharsets.UTF_16);
  }

  private CharacterSets() {}

  static Optional<Charset> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "")));
  }
}
