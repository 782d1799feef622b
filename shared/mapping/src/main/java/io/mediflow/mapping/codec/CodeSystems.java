package io.mediflow.mapping.codec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names of one system: its URI, which records have; its OID; and what HL7 v2 calls it. Read once, when the image is built. */
final class CodeSystems {

  static final String UCUM = "http://unitsofmeasure.org";
  static final String RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm";
  static final String NDC = "http://hl7.org/fhir/sid/ndc";
  static final String URN_OID = "urn:oid:";

  private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9][0-9]*)){2,}");
  private static final Map<String, String> URI_OF = new HashMap<>();
  private static final Map<String, String> OID_OF = new HashMap<>();
  private static final Map<String, String> NAME_OF = new HashMap<>();

  static {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(
        CodeSystems.class.getResourceAsStream("code-systems.csv"), StandardCharsets.UTF_8))) {
      lines.lines().filter(line -> !line.startsWith("#")).forEach(CodeSystems::add);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private CodeSystems() {}

  /** The URI for an OID, a name of HL7's or a URI; an unknown OID as {@code urn:oid:}, anything else unknown as it came. */
  static String uri(String system) {
    String bare = system.startsWith(URN_OID) ? system.substring(URN_OID.length()) : system;
    String known = URI_OF.get(bare.toUpperCase(Locale.ROOT));
    return known != null ? known : OID.matcher(bare).matches() ? URN_OID + bare : system;
  }

  static boolean known(String uri) {
    return OID_OF.containsKey(uri);
  }

  static Optional<String> oid(String uri) {
    return Optional.ofNullable(OID_OF.get(uri))
        .or(() -> uri.startsWith(URN_OID) ? Optional.of(uri.substring(URN_OID.length())) : Optional.empty());
  }

  /** What HL7 v2 calls it; the URI itself when it has no name there. */
  static String name(String uri) {
    return NAME_OF.getOrDefault(uri, uri);
  }

  private static void add(String line) {
    String[] cells = line.split(",", -1);
    URI_OF.put(cells[0].toUpperCase(Locale.ROOT), cells[0]);
    URI_OF.put(cells[1], cells[0]);
    OID_OF.put(cells[0], cells[1]);
    for (String name : cells[2].split(" ")) {
      if (!name.isEmpty()) {
        URI_OF.put(name, cells[0]);
        NAME_OF.putIfAbsent(cells[0], name);
      }
    }
  }
}
