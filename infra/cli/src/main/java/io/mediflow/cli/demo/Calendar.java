package io.mediflow.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.cli.sample.SandboxEhr;
import java.time.Instant;
import java.util.List;

/** The EHR's calendar as its front desk sees it. */
final class Calendar {

  private final SandboxEhr ehr;

  Calendar(SandboxEhr ehr) {
    this.ehr = ehr;
  }

  /** Slots to come that nobody has taken, soonest first. */
  List<JsonNode> freeSlots() {
    return ehr.all("Slot").stream()
        .filter(slot -> slot.path("status").asText().equals("free") && start(slot).isAfter(Instant.now()))
        .sorted((a, b) -> start(a).compareTo(start(b)))
        .toList();
  }

  /** A free slot of the same practitioner as another slot. */
  JsonNode freeSlotLike(String slotReference) {
    String schedule = ehr.read("Slot", Contents.id(slotReference)).at("/schedule/reference").asText();
    return freeSlots().stream().filter(slot -> slot.at("/schedule/reference").asText().equals(schedule)).findFirst()
        .orElseThrow(() -> new Check.Broken("the calendar has no free slot left"));
  }

  /** Booked appointments to come that hold a slot. */
  List<JsonNode> booked() {
    return ehr.all("Appointment").stream()
        .filter(one -> one.path("status").asText().equals("booked") && one.path("slot").size() == 1
            && start(one).isAfter(Instant.now()))
        .toList();
  }

  /** Appointments that hold a slot. */
  List<JsonNode> holding(String slotId) {
    return ehr.all("Appointment").stream()
        .filter(one -> one.at("/slot/0/reference").asText().equals("Slot/" + slotId)
            && !one.path("status").asText().equals("cancelled"))
        .toList();
  }

  /** Who is booked in a slot, as its schedule says. */
  String practitioner(JsonNode slot) {
    return actor(slot, "Practitioner");
  }

  String location(JsonNode slot) {
    return actor(slot, "Location");
  }

  private String actor(JsonNode slot, String type) {
    for (JsonNode actor : ehr.read("Schedule", Contents.id(slot.at("/schedule/reference").asText())).path("actor")) {
      if (actor.path("reference").asText().startsWith(type + "/")) {
        return actor.path("reference").asText();
      }
    }
    throw new Check.Broken("the schedule names no " + type);
  }

  private static Instant start(JsonNode node) {
    return World.instant(node.path("start").asText());
  }
}
