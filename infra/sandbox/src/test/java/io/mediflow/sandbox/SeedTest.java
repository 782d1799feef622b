package io.mediflow.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.sandbox.fhir.Wire;
import io.mediflow.sandbox.seed.Seed;
import io.mediflow.sandbox.store.Draft;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SeedTest {
  private static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
  private static final List<Draft> SEED = Seed.on(DAY, ZONE);

  @Test
  void theSameDayGivesTheSameSeedAndAnotherDayAnother() {
    assertEquals(SEED, Seed.on(DAY, ZONE));
    assertNotEquals(SEED, Seed.on(DAY.plusDays(1), ZONE));
  }

  @Test
  void everythingIsValidR4AndReferencesWhatIsThere() {
    Wire wire = new Wire();
    Set<String> ids = SEED.stream().map(d -> d.type() + "/" + d.id()).collect(Collectors.toSet());
    assertEquals(SEED.size(), ids.size());
    for (Draft draft : SEED) {
      assertEquals(draft.json(), wire.check(draft.type(), draft.json()), draft.type());
      references(draft.json()).forEach(reference -> assertTrue(ids.contains(reference), draft.type() + " to " + reference));
    }
  }

  @Test
  void patientsAreUsCoreAndCanBeCalled() {
    List<JsonNode> patients = of("Patient");
    assertTrue(patients.size() >= 25);
    for (JsonNode patient : patients) {
      String text = patient.toString();
      assertTrue(text.contains("us-core-race") && text.contains("us-core-ethnicity") && text.contains("\"code\":\"MR\""));
      assertTrue(!patient.has("deceasedDateTime"));
      Set<String> uses = new HashSet<>();
      patient.path("telecom").forEach(t -> uses.add(t.path("system").asText() + " " + t.path("use").asText()));
      assertTrue(uses.containsAll(Set.of("phone home", "phone mobile", "email home")));
    }
  }

  @Test
  void halfOfTheAppointmentsAreAheadInWorkingHours() {
    List<JsonNode> appointments = of("Appointment");
    long ahead = 0;
    Set<String> taken = new HashSet<>();
    for (JsonNode appointment : appointments) {
      OffsetDateTime start = OffsetDateTime.parse(appointment.path("start").asText());
      assertEquals(ZONE.getRules().getOffset(start.toInstant()), start.getOffset());
      assertTrue(start.getDayOfWeek() != DayOfWeek.SATURDAY && start.getDayOfWeek() != DayOfWeek.SUNDAY);
      assertTrue(!start.toLocalTime().isBefore(LocalTime.of(8, 0)) && start.toLocalTime().isBefore(LocalTime.of(17, 0)));
      boolean upcoming = start.toLocalDate().isAfter(DAY);
      ahead += upcoming ? 1 : 0;
      String status = appointment.path("status").asText();
      assertTrue(upcoming == Set.of("booked", "pending").contains(status) || status.equals("cancelled"), status);
      if (!status.equals("cancelled")) {
        for (JsonNode participant : appointment.path("participant")) {
          String who = participant.at("/actor/reference").asText();
          assertTrue(who.startsWith("Location/") || taken.add(who + start), "nobody is in two places");
        }
      }
    }
    assertEquals(appointments.size() / 2, ahead);
  }

  @Test
  void slotsAreBusyWhereSomebodyHoldsThem() {
    Set<String> held = of("Appointment").stream()
        .filter(a -> Set.of("booked", "pending").contains(a.path("status").asText()))
        .map(a -> a.at("/slot/0/reference").asText()).collect(Collectors.toSet());
    Set<String> busy = of("Slot").stream().filter(s -> s.path("status").asText().equals("busy"))
        .map(s -> "Slot/" + s.path("id").asText()).collect(Collectors.toSet());
    assertEquals(held, busy);
    assertTrue(of("Slot").size() - busy.size() > 300, "enough is free");
  }

  @Test
  void coveragesSayWhoPays() {
    for (JsonNode coverage : of("Coverage")) {
      for (String path : List.of("/payor/0/display", "/subscriberId", "/class/0/value", "/order", "/period/start",
          "/relationship/coding/0/code", "/beneficiary/reference")) {
        assertTrue(!coverage.at(path).asText().isEmpty(), path);
      }
    }
    assertTrue(of("Coverage").stream().map(c -> c.at("/beneficiary/reference").asText()).distinct().count() >= 25);
  }

  private static List<JsonNode> of(String type) {
    return SEED.stream().filter(d -> d.type().equals(type)).map(d -> (JsonNode) d.json()).toList();
  }

  private static Set<String> references(JsonNode node) {
    return node.findValuesAsText("reference").stream().collect(Collectors.toSet());
  }
}
