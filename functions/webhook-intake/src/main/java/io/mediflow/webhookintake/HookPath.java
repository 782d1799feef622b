package io.mediflow.webhookintake;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom a notification's path names.
 *
 * @param type  resource type, empty when the path ends at the interface
 * @param id    the resource's id there, empty like {@code type}
 * @param agent what our agent comes for; empty for a notification
 */
record HookPath(String connection, String interfaceName, Optional<String> type, Optional<String> id, Optional<Agent> agent) {

  /** What our agent in a practice's network comes for. */
  enum Agent {
    /** It asks for messages out. */
    OUTBOUND,
    /** It says that it lives. */
    ALIVE
  }

  static final Pattern TYPE = Pattern.compile("[A-Z][A-Za-z]{1,63}");
  /** http://hl7.org/fhir/R4/datatypes.html#id */
  static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");
  private static final Pattern PATH =
      Pattern.compile("/hooks/([a-z0-9-]{1,40})/([a-z0-9-]{1,40})(?:/(" + TYPE + ")/(" + ID + ")|/(outbound|alive))?/?");

  static Optional<HookPath> of(String path) {
    Matcher match = PATH.matcher(path);
    return match.matches()
        ? Optional.of(new HookPath(
            match.group(1), match.group(2), Optional.ofNullable(match.group(3)), Optional.ofNullable(match.group(4)),
            Optional.ofNullable(match.group(5)).map(word -> Agent.valueOf(word.toUpperCase(Locale.ROOT)))))
        : Optional.empty();
  }

  static boolean isType(String text) {
    return text != null && TYPE.matcher(text).matches();
  }

  static boolean isId(String text) {
    return text != null && ID.matcher(text).matches();
  }
}
