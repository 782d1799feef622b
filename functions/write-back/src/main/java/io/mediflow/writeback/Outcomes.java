package io.mediflow.writeback;

import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.record.Problem;
import io.mediflow.model.write.Write.Outcome;
import io.mediflow.packages.ErrorSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says in plain words why a write stands where it stands: the package's error catalogue first, then what holds for any EHR. */
final class Outcomes {

  static final Outcome CONFIRMED = plain("informational", "The EHR holds what was asked for.", "caller", "Nothing to do.");
  static final Outcome ALREADY_SO =
      plain("informational", "The EHR held this already, so nothing was sent.", "caller", "Nothing to do.");
  static final Outcome EXPIRED = plain("expired", "The deadline passed before the EHR could be given this; nothing was sent.",
      "caller", "Ask again with a later deadline if it is still wanted.");
  static final Outcome PAUSED = plain("suppressed", "The connection is paused; nothing was sent since.", "practice",
      "Switch the connection on again.");
  static final Outcome HOLDER_DIED = plain("incomplete", "The sending was interrupted; the EHR is asked whether it has it.",
      "mediflow", "Nothing to do.");
  static final Outcome NOT_YET_VISIBLE = plain("incomplete", "The EHR does not show this yet; it is asked again.", "mediflow",
      "Nothing to do.");
  static final Outcome RECORD_UNKNOWN = plain("not-found", "The record to change is not known here any more; nothing was sent.",
      "caller", "Look the record up again.");
  static final Outcome UNREADABLE = plain("processing", "What the EHR holds cannot be mapped to a record.", "mediflow",
      "Look at the resource in the EHR and at the mapping, then settle this write.");
  static final Outcome AMBIGUOUS = plain("multiple-matches", "The EHR holds more than one resource with this write's id.",
      "practice", "Find the duplicates in the EHR, keep one, then settle this write.");
  static final Outcome UNSEARCHABLE = plain("incomplete", "The answer was lost and this EHR cannot be searched for the write.",
      "practice", "Look in the EHR whether it is there, then settle this write.");
  static final Outcome RECORD_GONE = plain("incomplete",
      "The write was sent, and its record was deleted or is not known here any more, so it cannot be read back.",
      "practice", "Look in the EHR whether the change is there, then settle this write.");
  static final Outcome NOT_READ_BACK = plain("incomplete", "The write was sent, and the EHR does not let it be read back.",
      "practice", "Look in the EHR whether it is there, then settle this write.");
  static final Outcome NOT_FOUND = plain("incomplete", "The write was sent, and the EHR does not show it.", "practice",
      "Look in the EHR whether it is there, then settle this write.");
  static final Outcome NOT_OFFERED = plain("not-supported",
      "The connection, its package or its interface no longer offers this operation.", "mediflow",
      "Put the connection right, then settle this write.");
  static final Outcome OVERLAY_UNREADABLE = plain("exception",
      "The overlay of this connection cannot be read, so this write is set aside.", "mediflow",
      "Put the overlay right, then settle this write.");
  static final Outcome MAPPING_BROKE = plain("exception", "MediFlow failed to map this write; it is set aside.", "mediflow",
      "Report the write's id to MediFlow.");

  private final List<ErrorSpec> catalogue;

  Outcomes(List<ErrorSpec> catalogue) {
    this.catalogue = List.copyOf(catalogue);
  }

  /** What a failed call means to people. */
  Outcome of(EhrFailure failure) {
    return catalogue.stream()
        .filter(one -> one.answersFor(failure))
        .findFirst()
        .map(one -> plain(one.category(), one.sentence(), one.owner(), one.nextStep()))
        .orElseGet(() -> fallback(failure.kind()));
  }

  static Outcome bothChanged(Map<String, Object> current) {
    return new Outcome("conflict",
        "Somebody else changed the same fields in the EHR (" + names(current.keySet()) + "); nothing was overwritten.",
        "caller", "Look at the current values and ask again from them.", current);
  }

  static Outcome mergedAndOtherwise(Map<String, Object> current) {
    return new Outcome("conflict", "The record was merged into another one, which holds other values in the same fields ("
        + names(current.keySet()) + "); nothing was overwritten.",
        "caller", "Look at the record that is left and ask again from its values.", current);
  }

  static Outcome keepsMoving(Map<String, Object> seen) {
    return new Outcome("conflict", "The resource keeps changing or is locked in the EHR; nothing was overwritten.", "caller",
        "Look at the current values and ask again.", seen);
  }

  static Outcome readsBackDifferent(Set<String> fields) {
    return plain("conflict", "The EHR took this, and reads back different in: " + names(fields) + ".", "practice",
        "Compare the record with the request and correct the EHR if it is wrong.");
  }

  static Outcome unmappable(List<Problem> problems) {
    String category = problems.isEmpty() ? "processing" : problems.getFirst().category().name();
    return plain(category.toLowerCase(Locale.ROOT).replace('_', '-'),
        "This cannot be written to the EHR as it is: "
            + problems.stream().map(one -> one.path() + ": " + one.remedy()).collect(Collectors.joining(" ")),
        "caller", "Correct the fields and ask again.");
  }

  private static Outcome fallback(EhrFailure.Kind kind) {
    return switch (kind) {
      case UNREACHABLE -> plain("transient", "The EHR cannot be reached; nothing was sent.", "practice",
          "Nothing to do: it is tried again until the EHR is back.");
      case BROKEN -> plain("incomplete", "The EHR's answer was lost; it is asked whether it has this.", "mediflow", "Nothing to do.");
      case SERVER_ERROR -> plain("transient", "The EHR reported an error of its own; it is asked whether it has this.",
          "ehr-vendor", "Nothing to do yet; if it goes on, call the EHR's vendor.");
      case THROTTLED -> plain("throttled", "The EHR takes no more calls for the moment.", "mediflow",
          "Nothing to do: it is tried again.");
      case UNAUTHENTICATED -> plain("login", "The EHR does not accept our credentials; nothing was sent.", "practice",
          "Check the client registration in the EHR; it is tried again.");
      case FORBIDDEN -> plain("forbidden", "The EHR does not allow us to do this.", "practice",
          "Have the practice's administrator grant it in the EHR, then ask again.");
      case NOT_FOUND -> plain("not-found", "The EHR does not know the record.", "caller", "Look the record up again.");
      case GONE -> plain("deleted", "The record was deleted in the EHR.", "caller", "Look the record up again.");
      case CONFLICT -> plain("conflict", "This conflicts with what the EHR holds.", "caller",
          "Look at the current state and ask again.");
      case PRECONDITION -> plain("conflict", "The resource has moved on or is locked in the EHR.", "caller",
          "Look at the current state and ask again.");
      case REFUSED -> plain("business-rule", "The EHR refused this.", "caller", "Correct the request and ask again.");
      case MALFORMED -> plain("incomplete", "The EHR's answer could not be understood; it is asked again.", "ehr-vendor",
          "Nothing to do yet; if it goes on, call the EHR's vendor.");
      case TOO_LATE -> plain("timeout", "The sending came too late; nothing was sent.", "mediflow",
          "Nothing to do: it is tried again.");
    };
  }

  private static String names(Set<String> fields) {
    return String.join(", ", new TreeSet<>(fields));
  }

  private static Outcome plain(String category, String sentence, String owner, String nextStep) {
    return new Outcome(category, sentence, owner, nextStep, Map.of());
  }
}
