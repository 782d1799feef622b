package io.mediflow.sandbox.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.sandbox.store.Draft;
import io.mediflow.sandbox.store.Store;
import io.mediflow.sandbox.store.Stored;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules of booking: an appointment holds its slots while it stands, and time and slot go together. */
final class Booking {
  private static final Set<String> STANDING =
      Set.of("pending", "booked", "arrived", "checked-in", "fulfilled", "noshow");

  private final Store store;

  Booking(Store store) {
    this.store = store;
  }

  /**
   * Completes the appointment (time from slot, slot from time) and says which slots change with it.
   *
   * @throws Refused when a slot is taken, or time and slot contradict each other
   */
  List<Draft> settle(Optional<ObjectNode> before, ObjectNode after) {
    if (standing(after)) {
      before.ifPresentOrElse(was -> move(was, after), () -> place(after));
    }
    Set<String> held = before.filter(Booking::standing).map(Booking::slots).orElse(Set.of());
    Set<String> wanted = standing(after) ? slots(after) : Set.of();
    List<Draft> changes = new ArrayList<>();
    for (String slot : wanted) {
      if (!held.contains(slot)) {
        changes.add(take(slot));
      }
    }
    for (String slot : held) {
      if (!wanted.contains(slot)) {
        store.find(slot).ifPresent(s -> changes.add(status(s, "free")));
      }
    }
    return changes;
  }

  private Draft take(String reference) {
    Stored slot = slot(reference);
    if (!slot.json().path("status").asText().equals("free")) {
      throw new Refused(Refusal.SLOT_TAKEN, "Appointment.slot");
    }
    return status(slot, "busy");
  }

  private static Draft status(Stored slot, String status) {
    return new Draft("Slot", slot.id(), slot.json().deepCopy().put("status", status));
  }

  private void place(ObjectNode appointment) {
    if (slots(appointment).isEmpty()) {
      if (!appointment.has("start")) {
        throw new Refused(Refusal.REQUIRED_MISSING, "Appointment.start");
      }
      findSlot(appointment);
    } else if (appointment.has("start")) {
      agree(appointment);
    } else {
      timeFromSlots(appointment);
    }
  }

  /** What the caller moved leads: the slot follows the time, or the time the slot. */
  private void move(ObjectNode before, ObjectNode after) {
    boolean slotMoved = !slots(before).equals(slots(after));
    boolean startMoved = !same(before.path("start"), after.path("start"));
    boolean personMoved = !actor(before, "Practitioner").equals(actor(after, "Practitioner"));
    if (startMoved && same(before.path("end"), after.path("end")) && before.has("start") && before.has("end") && after.has("start")) {
      Duration length = Duration.between(time(before.path("start")), time(before.path("end")));
      after.put("end", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time(after.path("start")).plus(length)));
    }
    if (slotMoved && startMoved) {
      place(after);
    } else if (slotMoved && !slots(after).isEmpty()) {
      timeFromSlots(after);
    } else if (!slotMoved && (startMoved || personMoved)) {
      after.remove("slot");
      place(after);
    }
  }

  private void agree(ObjectNode appointment) {
    Stored first = slot(slots(appointment).iterator().next());
    if (!same(first.json().path("start"), appointment.path("start"))) {
      throw new Refused(Refusal.SLOT_MISMATCH, "Appointment.start");
    }
  }

  private void timeFromSlots(ObjectNode appointment) {
    List<Stored> slots = slots(appointment).stream().map(this::slot).toList();
    appointment.set("start", slots.getFirst().json().path("start"));
    appointment.set("end", slots.getLast().json().path("end"));
    if (appointment.has("minutesDuration")) {
      appointment.put("minutesDuration",
          (int) Duration.between(time(appointment.path("start")), time(appointment.path("end"))).toMinutes());
    }
  }

  /** Where the practitioner's schedule has a slot at that time, the appointment takes it; elsewhere it stands without one. */
  private void findSlot(ObjectNode appointment) {
    Optional<String> practitioner = actor(appointment, "Practitioner");
    store.all("Slot").stream()
        .filter(slot -> same(slot.json().path("start"), appointment.path("start")))
        .filter(slot -> practitioner.isPresent() && scheduleOf(slot).equals(practitioner))
        .findFirst()
        .ifPresent(slot -> appointment.putArray("slot").addObject().put("reference", slot.reference()));
  }

  private Optional<String> scheduleOf(Stored slot) {
    return store.find(slot.json().at("/schedule/reference").asText()).flatMap(schedule -> {
      for (JsonNode actor : schedule.json().path("actor")) {
        if (actor.path("reference").asText().startsWith("Practitioner/")) {
          return Optional.of(actor.path("reference").asText());
        }
      }
      return Optional.empty();
    });
  }

  private Stored slot(String reference) {
    return store.find(reference).filter(s -> s.type().equals("Slot"))
        .orElseThrow(() -> new Refused(Refusal.REFERENCE_NOT_FOUND, "Appointment.slot"));
  }

  /** The first participant of a type. */
  static Optional<String> actor(JsonNode appointment, String type) {
    for (JsonNode participant : appointment.path("participant")) {
      String reference = participant.at("/actor/reference").asText();
      if (reference.startsWith(type + "/")) {
        return Optional.of(reference);
      }
    }
    return Optional.empty();
  }

  private static boolean standing(ObjectNode appointment) {
    return STANDING.contains(appointment.path("status").asText());
  }

  private static Set<String> slots(ObjectNode appointment) {
    Set<String> slots = new LinkedHashSet<>();
    appointment.path("slot").forEach(slot -> slots.add(slot.path("reference").asText()));
    return slots;
  }

  private static OffsetDateTime time(JsonNode instant) {
    return OffsetDateTime.parse(instant.asText());
  }

  private static boolean same(JsonNode one, JsonNode other) {
    if (one.isMissingNode() || other.isMissingNode()) {
      return one.isMissingNode() == other.isMissingNode();
    }
    return time(one).toInstant().equals(time(other).toInstant());
  }
}
