package io.mediflow.sandbox.smart;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** SMART system scopes, versions 1 and 2: {@code system/Patient.read}, {@code system/Appointment.cruds}. */
public final class Scopes {
  private static final Pattern SCOPE = Pattern.compile("system/(\\*|[A-Za-z]+)\\.(read|write|\\*|c?r?u?d?s?)");

  /** What an interface of a vendor's own asks for: any client may. */
  private static final Pattern OTHER = Pattern.compile("[a-z]+/service/[A-Za-z.*]+");

  private record Scope(String type, String verbs) {}

  private Scopes() {}

  /** What is asked for and allowed; what is not allowed is left out. */
  static String granted(String asked, String allowed) {
    Set<String> granted = new LinkedHashSet<>();
    for (String scope : asked.trim().split("\\s+")) {
      if (OTHER.matcher(scope).matches()) {
        granted.add(scope);
      }
      parse(scope)
          .filter(s -> s.verbs().chars().allMatch(verb -> allows(allowed, s.type(), (char) verb)))
          .ifPresent(s -> granted.add(scope));
    }
    return String.join(" ", granted);
  }

  /** @param verb c, r, u, d or s */
  public static boolean allows(String scopes, String type, char verb) {
    return Arrays.stream(scopes.split("\\s+"))
        .map(Scopes::parse)
        .flatMap(Optional::stream)
        .anyMatch(s -> (s.type().equals("*") || s.type().equals(type)) && s.verbs().indexOf(verb) >= 0);
  }

  private static Optional<Scope> parse(String scope) {
    Matcher matcher = SCOPE.matcher(scope);
    if (!matcher.matches() || matcher.group(2).isEmpty()) {
      return Optional.empty();
    }
    String verbs = switch (matcher.group(2)) {
      case "read" -> "rs";
      case "write" -> "cud";
      case "*" -> "cruds";
      default -> matcher.group(2);
    };
    return Optional.of(new Scope(matcher.group(1), verbs));
  }

  /** The scopes that smart-configuration names. */
  static Set<String> supported() {
    return Stream.of(
            "AllergyIntolerance", "Appointment", "ChargeItem", "Claim", "Condition", "Coverage", "DocumentReference", "Encounter",
            "Immunization", "Location", "MedicationRequest", "Observation", "Organization", "Patient", "Practitioner", "Procedure",
            "Schedule", "Slot", "Subscription")
        .map(type -> "system/" + type + ".cruds")
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
