package io.mediflow.mapping.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A US address in one line, by its commas: street, perhaps unit, town, then state and ZIP code. Without the comma before the
 * town nobody can say where the street ends, so it is not taken apart; APO, FPO and DPO need none.
 */
final class AmericanAddress {

  private static final Pattern END = Pattern.compile(
      "(?<before>.*\\S)[ ,]+(?<state>[A-Za-z]{2})\\.?[ ,]+(?<zip>\\d{5}(?:-?\\d{4})?)");
  private static final Pattern MILITARY = Pattern.compile("(?i)(?:(?<street>.*\\S)[ ,]+)?(?<city>[AFD]PO)");
  private static final Pattern UNIT = Pattern.compile("(?i)(.*\\S)\\s+((?:apt|apartment|unit|ste|suite|bldg|fl|floor|rm|room|lot|trlr)"
      + "\\.?\\s+#?\\s?[A-Za-z0-9-]{1,8}|#\\s?[A-Za-z0-9-]{1,8})");
  private static final Pattern COUNTRY = Pattern.compile(
      "(?i),?\\s*(?:USA?|U\\.S\\.A?\\.|United States(?: of America)?)\\s*$");
  private static final int LONGEST = 300;
  private static final Set<String> MILITARY_STATES = Set.of("AE", "AP", "AA");
  private static final Set<String> STATES = Set.of(("AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA"
      + " MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR GU VI AS MP FM MH PW AE AP AA").split(" "));

  private AmericanAddress() {}

  /** {@code lines}, {@code city}, {@code state}, {@code postalCode}; empty when it is open what is what. */
  static Optional<Map<String, Object>> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    String line = COUNTRY.matcher(text.strip().replaceAll("\\s*[\\r\\n]+\\s*", ", ")).replaceFirst("").replaceAll("\\s+", " ");
    Matcher end = END.matcher(line);
    if (!end.matches() || !STATES.contains(end.group("state").toUpperCase(Locale.ROOT))) {
      return Optional.empty();
    }
    String state = end.group("state").toUpperCase(Locale.ROOT);
    List<String> pieces = new ArrayList<>(Arrays.stream(end.group("before").split(",")).map(String::strip)
        .filter(piece -> !piece.isEmpty()).toList());
    Matcher military = MILITARY.matcher(pieces.isEmpty() ? "" : pieces.getLast());
    if (MILITARY_STATES.contains(state)) {
      if (!military.matches()) {
        return Optional.empty();
      }
      pieces.removeLast();
      if (military.group("street") != null) {
        pieces.add(military.group("street"));
      }
      pieces.add(military.group("city").toUpperCase(Locale.ROOT));
    }
    boolean noTown = pieces.size() < 2 || pieces.getLast().chars().anyMatch(Character::isDigit)
        || UNIT.matcher("- " + pieces.getLast()).matches(); // "Suite B"
    if (noTown) {
      return Optional.empty();
    }
    String city = pieces.removeLast();
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("lines", lines(pieces));
    parts.put("city", city);
    parts.put("state", state);
    parts.put("postalCode", dashed(end.group("zip")));
    return Optional.of(parts);
  }

  /** {@code 12 Main St, Apt 4, Springfield, IL 62701}. */
  static String format(List<?> lines, Object city, Object state, Object zip) {
    return String.join(", ", lines.stream().map(Object::toString).toList()) + ", " + city + ", " + state + " " + zip;
  }

  private static List<String> lines(List<String> pieces) {
    Matcher unit = UNIT.matcher(pieces.getFirst());
    if (pieces.size() == 1 && unit.matches() && !unit.group(1).matches("(?i)p\\.? ?o\\.?|psc|unit|cmr")) {
      return List.of(unit.group(1), unit.group(2));
    }
    return List.copyOf(pieces);
  }

  private static String dashed(String zip) {
    return zip.length() == 9 ? zip.substring(0, 5) + "-" + zip.substring(5) : zip;
  }
}
