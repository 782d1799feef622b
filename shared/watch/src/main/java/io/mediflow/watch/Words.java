package io.mediflow.watch;

import io.mediflow.model.change.FlowId;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.record.RecordType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** What we watch, as people say it. */
public final class Words {

  /** The kind of a heartbeat's failure when the EHR's server shows a certificate that has ended. */
  public static final String CERTIFICATE_ENDED = "CERTIFICATE_ENDED";

  private Words() {}

  /** {@code 40 seconds}, {@code 1 minute}, {@code 90 minutes}, {@code 23 hours}, {@code 3 days}. */
  public static String duration(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 60) {
      return many(seconds, "second");
    }
    if (seconds < 7200) {
      return many(seconds / 60, "minute");
    }
    return seconds < 172_800 ? many(seconds / 3600, "hour") : many(seconds / 86_400, "day");
  }

  public static String many(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }

  /** What a flow brings, as a sentence begins with it. */
  public static String records(FlowId flow) {
    return records(flow.type()) + switch (flow.scope()) {
      case WHOLE, RECONCILE -> "";
      case HOT -> " of these days";
      case REST -> " of all other days and patients";
      case GROUP -> " of the group to follow";
      case TOLD -> " that the EHR tells by itself";
      case PUSHED -> " that the EHR sends, and nobody can ask for";
    };
  }

  /** Records of that type, as a sentence begins with them. */
  public static String records(RecordType type) {
    return switch (type) {
      case PATIENT -> "Patients";
      case APPOINTMENT -> "Appointments";
      case SLOT -> "Slots to book";
      case ENCOUNTER -> "Visits";
      case COVERAGE -> "Insurance coverages";
      case CONDITION -> "Problems and diagnoses";
      case MEDICATION -> "Medications";
      case ALLERGY -> "Allergies";
      case OBSERVATION -> "Vitals and results";
      case IMMUNIZATION -> "Immunizations";
      case PROCEDURE -> "Procedures";
      case NOTE -> "Notes";
      case CHARGE -> "Charges";
      case CLAIM -> "Claims";
      case PRACTITIONER -> "Practitioners";
      case LOCATION -> "Locations";
    };
  }

  /**
   * What we asked of the EHR, in the middle of a sentence: {@code searching appointments}.
   *
   * @param name as calls are counted under, for example {@code appointment.search} or {@code token}
   */
  public static String operation(String name) {
    int dot = name.indexOf('.');
    String type = dot < 0 ? name : name.substring(0, dot);
    return switch (type) {
      case "token", "discovery" -> "signing in";
      case "metadata", "probe", "certificate" -> "showing that it is there";
      case "export" -> "exporting all records";
      case "subscription" -> "keeping our subscription";
      case "page" -> "searching records";
      default -> switch (name.substring(dot + 1)) {
        case "search" -> "searching " + many(type);
        case "read" -> "reading " + many(type);
        case "create", "patch" -> "writing " + many(type);
        case "changed", "subscribe" -> "telling changes of " + many(type);
        case String verb -> verb + " of " + many(type);
      };
    };
  }

  /** @param type our label or the EHR's resource type in small letters */
  private static String many(String type) {
    String label = switch (type) {
      case "medicationrequest" -> "medication";
      case "allergyintolerance" -> "allergy";
      case "documentreference" -> "note";
      case "chargeitem" -> "charge";
      default -> type;
    };
    return Arrays.stream(RecordType.values()).filter(one -> one.label().equals(label)).findFirst()
        .map(one -> records(one).toLowerCase(Locale.ROOT)).orElse(type + "s");
  }

  /**
   * What a heartbeat's failure means.
   *
   * @param label step and kind, for example {@code token: UNAUTHENTICATED}
   */
  public static String heartbeat(String label) {
    String[] parts = label.split(": ", 2);
    if (parts[0].equals("key")) {
      return "Our signing key for the EHR is missing.";
    }
    if (parts[0].equals("package")) {
      return "The EHR package that this connection names is not in this build.";
    }
    if (label.endsWith(": " + CERTIFICATE_ENDED)) {
      return "The certificate of the EHR's server has ended, so nothing is sent to it or asked of it. The EHR's operator must renew it.";
    }
    for (EhrFailure.Kind kind : EhrFailure.Kind.values()) {
      if (parts.length == 2 && kind.name().equals(parts[1])) {
        return heartbeat(parts[0].equals("token"), kind);
      }
    }
    return "The EHR did not pass its check (" + label + ").";
  }

  private static String heartbeat(boolean token, EhrFailure.Kind kind) {
    return switch (kind) {
      case UNREACHABLE -> token ? "The EHR's sign-in service cannot be reached." : "The EHR cannot be reached.";
      case BROKEN -> "The EHR breaks off in the middle of its answers.";
      case SERVER_ERROR -> "The EHR answers with errors of its own.";
      case THROTTLED -> "The EHR asks us to slow down.";
      case UNAUTHENTICATED -> "The EHR does not accept our credentials.";
      case FORBIDDEN -> "The EHR accepts our credentials but does not let us in.";
      case NOT_FOUND, GONE, CONFLICT, PRECONDITION, REFUSED ->
          token ? "The EHR's sign-in service refuses our credentials." : "The EHR does not answer under its address.";
      case MALFORMED -> "Something that is not the EHR answers under its address.";
      case TOO_LATE -> "The EHR was too slow to answer.";
    };
  }
}
