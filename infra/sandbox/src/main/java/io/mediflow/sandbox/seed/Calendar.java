package io.mediflow.sandbox.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.sandbox.store.Json;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * Turns past encounters into a calendar: one half lies behind today, with the encounters moved along, the other half on
 * the coming two weeks' working days, in slots of schedules from 8 to 12 and 13 to 17.
 */
final class Calendar {
  private static final int DAYS_AHEAD = 10;
  private static final int DAYS_BACK = 60;
  private static final int MINUTES = 30;

  private final LocalDate today;
  private final ZoneId zone;
  private final List<ObjectNode> encounters;
  private final Random random;
  private final List<ObjectNode> all = new ArrayList<>();
  /** Schedule of each practitioner, by reference. */
  private final Map<String, String> schedules = new LinkedHashMap<>();
  /** Slots of each schedule that nobody has taken. */
  private final Map<String, List<ObjectNode>> free = new LinkedHashMap<>();
  /** Who is where when: nobody is in two places. */
  private final Set<String> busy = new HashSet<>();

  Calendar(LocalDate today, ZoneId zone, List<ObjectNode> encounters) {
    this.today = today;
    this.zone = zone;
    this.encounters = encounters;
    this.random = new Random(today.toEpochDay());
  }

  /** Schedules, slots, appointments and encounters. */
  List<ObjectNode> all() {
    List<LocalDate> ahead = workingDays(today.plusDays(1), 1, DAYS_AHEAD);
    for (ObjectNode encounter : encounters) {
      schedules.computeIfAbsent(practitioner(encounter), p -> schedule(encounter, ahead));
    }
    free.values().forEach(slots -> Collections.shuffle(slots, random));
    for (int i = 0; i < encounters.size(); i++) {
      if (i % 2 == 0) {
        past(encounters.get(i));
      } else {
        upcoming(encounters.get(i));
      }
    }
    return all;
  }

  private String schedule(ObjectNode encounter, List<LocalDate> days) {
    ObjectNode schedule = resource("Schedule", "schedule " + practitioner(encounter));
    String reference = "Schedule/" + schedule.get("id").asText();
    schedule.put("active", true);
    schedule.putArray("actor")
        .add(encounter.at("/participant/0/individual").deepCopy())
        .add(encounter.at("/location/0/location").deepCopy());
    schedule.putObject("planningHorizon")
        .put("start", at(days.getFirst(), LocalTime.of(8, 0)))
        .put("end", at(days.getLast(), LocalTime.of(17, 0)));
    all.add(schedule);
    List<ObjectNode> slots = new ArrayList<>();
    for (LocalDate day : days) {
      for (LocalTime time : times()) {
        ObjectNode slot = resource("Slot", reference + " " + day + " " + time);
        slot.putObject("schedule").put("reference", reference);
        slot.put("status", "free").put("start", at(day, time)).put("end", at(day, time.plusMinutes(MINUTES)));
        slots.add(slot);
      }
    }
    all.addAll(slots);
    free.put(reference, new ArrayList<>(slots));
    return reference;
  }

  private void upcoming(ObjectNode encounter) {
    List<ObjectNode> slots = free.get(schedules.get(practitioner(encounter)));
    ObjectNode slot = slots.stream().filter(s -> unclaimed(encounter, s.get("start").asText())).findFirst().orElseThrow();
    int chance = random.nextInt(100);
    String status = chance < 85 ? "booked" : chance < 92 ? "pending" : "cancelled";
    ObjectNode appointment = appointment(encounter, status, slot.get("start").asText(), slot.get("end").asText());
    appointment.putArray("slot").addObject().put("reference", "Slot/" + slot.get("id").asText());
    if (!status.equals("cancelled")) {
      slot.put("status", "busy");
      slots.remove(slot);
      claim(encounter, slot.get("start").asText());
    }
    all.add(appointment);
  }

  private void past(ObjectNode encounter) {
    List<LocalDate> days = workingDays(today.minusDays(1), -1, DAYS_BACK);
    LocalDate day;
    LocalTime time;
    do {
      day = days.get(random.nextInt(days.size()));
      time = times().get(random.nextInt(times().size()));
    } while (!unclaimed(encounter, at(day, time)));
    claim(encounter, at(day, time));
    int chance = random.nextInt(100);
    String status = chance < 85 ? "fulfilled" : chance < 93 ? "noshow" : "cancelled";
    ObjectNode appointment = appointment(encounter, status, at(day, time), at(day, time.plusMinutes(MINUTES)));
    all.add(appointment);
    if (status.equals("fulfilled")) {
      ObjectNode moved = encounter.deepCopy();
      moved.putArray("appointment").addObject().put("reference", "Appointment/" + appointment.get("id").asText());
      ObjectNode period = Json.MAPPER.createObjectNode()
          .put("start", at(day, time)).put("end", at(day, time.plusMinutes(MINUTES)));
      moved.set("period", period);
      ((ObjectNode) moved.at("/participant/0")).set("period", period.deepCopy());
      all.add(moved);
    }
  }

  private boolean unclaimed(ObjectNode encounter, String time) {
    return !busy.contains(patient(encounter) + time) && !busy.contains(practitioner(encounter) + time);
  }

  private void claim(ObjectNode encounter, String time) {
    busy.add(patient(encounter) + time);
    busy.add(practitioner(encounter) + time);
  }

  private ObjectNode appointment(ObjectNode encounter, String status, String start, String end) {
    ObjectNode appointment = resource("Appointment", "appointment " + encounter.get("id").asText());
    appointment.putArray("identifier").addObject()
        .put("system", "http://ehr.example.com/appointment")
        .put("value", "A%06d".formatted(100000 + encounters.indexOf(encounter)));
    appointment.put("status", status);
    if (status.equals("cancelled")) {
      appointment.putObject("cancelationReason").putArray("coding").addObject()
          .put("system", "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason")
          .put("code", "pat").put("display", "Patient");
    }
    appointment.putArray("serviceType").add(encounter.at("/type/0").deepCopy());
    String kind = encounter.at("/type/0/text").asText();
    boolean checkup = kind.contains("examination") || kind.contains("check up") || kind.contains("child");
    appointment.putObject("appointmentType").putArray("coding").addObject()
        .put("system", "http://terminology.hl7.org/CodeSystem/v2-0276")
        .put("code", checkup ? "CHECKUP" : "FOLLOWUP")
        .put("display", checkup ? "A routine check-up, such as an annual physical" : "A follow up visit from a previous appointment");
    if (encounter.has("reasonCode")) {
      appointment.set("reasonCode", encounter.get("reasonCode").deepCopy());
    }
    appointment.put("description", kind).put("start", start).put("end", end).put("minutesDuration", MINUTES)
        .put("created", today.minusDays(DAYS_BACK + 30).toString());
    var participants = appointment.putArray("participant");
    for (JsonNode actor : List.of(
        encounter.get("subject"), encounter.at("/participant/0/individual"), encounter.at("/location/0/location"))) {
      ObjectNode participant = participants.addObject();
      participant.set("actor", actor.deepCopy());
      participant.put("status", "accepted");
    }
    return appointment;
  }

  private ObjectNode resource(String type, String name) {
    UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return Json.MAPPER.createObjectNode().put("resourceType", type).put("id", id.toString());
  }

  private String at(LocalDate day, LocalTime time) {
    ZonedDateTime at = ZonedDateTime.of(day, time, zone);
    return "%sT%s:00%s".formatted(day, time, at.getOffset());
  }

  private static List<LocalDate> workingDays(LocalDate from, int step, int count) {
    List<LocalDate> days = new ArrayList<>();
    for (LocalDate day = from; days.size() < count; day = day.plusDays(step)) {
      if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
        days.add(day);
      }
    }
    return days;
  }

  private static List<LocalTime> times() {
    List<LocalTime> times = new ArrayList<>();
    for (LocalTime time = LocalTime.of(8, 0); time.isBefore(LocalTime.of(17, 0)); time = time.plusMinutes(MINUTES)) {
      if (time.getHour() != 12) {
        times.add(time);
      }
    }
    return times;
  }

  private static String practitioner(ObjectNode encounter) {
    return encounter.at("/participant/0/individual/reference").asText();
  }

  private static String patient(ObjectNode encounter) {
    return encounter.at("/subject/reference").asText();
  }
}
