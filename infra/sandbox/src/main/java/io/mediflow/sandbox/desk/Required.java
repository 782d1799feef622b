package io.mediflow.sandbox.desk;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.sandbox.store.Store;
import java.util.List;
import java.util.Set;

/** What must be there: the elements that this EHR asks for, and the resources that are referred to. */
final class Required {
  private static final Set<String> SERVED =
      Set.of("Patient", "Practitioner", "Location", "Organization", "Coverage", "Encounter", "Schedule", "Slot", "Appointment");

  private Required() {}

  static void check(Store store, String type, JsonNode json) {
    for (String path : elements(type)) {
      if (json.at(path).isMissingNode()) {
        throw new Refused(Refusal.REQUIRED_MISSING, type + path.replaceAll("/\\d+", "").replace('/', '.'));
      }
    }
    if (type.equals("Appointment") && Booking.actor(json, "Patient").isEmpty()) {
      throw new Refused(Refusal.REQUIRED_MISSING, "Appointment.participant.actor");
    }
    references(store, type, json);
  }

  private static List<String> elements(String type) {
    return switch (type) {
      case "Patient" -> List.of("/name/0", "/birthDate");
      case "Appointment" -> List.of("/status", "/participant/0");
      case "Coverage" -> List.of("/status", "/beneficiary/reference", "/payor/0");
      default -> List.of();
    };
  }

  private static void references(Store store, String path, JsonNode node) {
    JsonNode reference = node.get("reference");
    if (reference != null && reference.isTextual()) {
      String type = reference.asText().split("/", 2)[0];
      if (SERVED.contains(type) && store.find(reference.asText()).isEmpty()) {
        throw new Refused(Refusal.REFERENCE_NOT_FOUND, path);
      }
    }
    if (node.isObject()) {
      node.properties().forEach(field -> references(store, path + "." + field.getKey(), field.getValue()));
    } else {
      node.forEach(item -> references(store, path, item));
    }
  }
}
