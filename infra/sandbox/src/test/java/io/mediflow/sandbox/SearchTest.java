package io.mediflow.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.sandbox.store.Stored;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
  private static Sandbox sandbox;
  private static App app;

  @BeforeAll
  static void start() {
    sandbox = Sandbox.start(Options.defaults());
    app = App.registered(sandbox);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void pagesHoldEveryPatientOnce() {
    List<String> ids = new ArrayList<>();
    int pages = 0;
    String next = "/fhir/Patient?_count=7";
    while (!next.isEmpty()) {
      JsonNode bundle = app.get(next).body();
      assertEquals("searchset", bundle.path("type").asText());
      assertEquals(30, bundle.path("total").asInt());
      bundle.path("entry").forEach(e -> ids.add(e.at("/resource/id").asText()));
      next = link(bundle, "next");
      assertTrue(next.isEmpty() || next.startsWith(sandbox.fhir().toString()), next);
      pages++;
    }
    assertEquals(5, pages);
    assertEquals(30, ids.size());
    assertEquals(30, new HashSet<>(ids).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"AllergyIntolerance", "ChargeItem", "Claim", "Condition", "DocumentReference", "Immunization",
      "MedicationRequest", "Observation", "Procedure"})
  void aTypeOfTheChartIsServedAndEmpty(String type) {
    App.Answer answer = app.get("/fhir/" + type + "?_lastUpdated=ge2026-01-01T00:00:00Z&_sort=_lastUpdated&_count=100");

    assertEquals(200, answer.status());
    assertEquals("searchset", answer.body().path("type").asText());
    assertEquals(0, answer.body().path("total").asInt(-1));
    assertEquals(404, app.get("/fhir/" + type + "/none").status());
  }

  @Test
  void aPageThatLapsedIsGone() {
    String next = link(app.get("/fhir/Patient?_count=7").body(), "next");
    App.Answer answer = app.get(next.replaceAll("_getpages=[^&]+", "_getpages=lapsed"));
    assertEquals(410, answer.status());
    assertEquals("70441", answer.code());
  }

  @Test
  void lastUpdatedCutsBetweenMilliseconds() {
    List<Stored> all = sandbox.store().all("Coverage").stream().sorted(Comparator.comparing(Stored::lastUpdated)).toList();
    String middle = all.get(20).json().at("/meta/lastUpdated").asText();
    assertEquals(all.size() - 21, total("Coverage?_lastUpdated=gt" + middle));
    assertEquals(all.size() - 20, total("Coverage?_lastUpdated=ge" + middle));
    assertEquals(20, total("Coverage?_lastUpdated=lt" + middle));
    assertEquals(1, total("Coverage?_lastUpdated=" + middle));
    String end = all.get(25).json().at("/meta/lastUpdated").asText();
    assertEquals(5, total("Coverage?_lastUpdated=ge" + middle + "&_lastUpdated=lt" + end));
  }

  @Test
  void sortsByLastUpdatedBothWays() {
    List<String> up = stamps("Appointment?_sort=_lastUpdated&_count=200");
    assertEquals(200, up.size());
    assertEquals(up.stream().sorted().toList(), up);
    List<String> down = stamps("Appointment?_sort=-_lastUpdated&_count=200");
    assertEquals(down.stream().sorted(Comparator.reverseOrder()).toList(), down);
    assertEquals(up.size(), new HashSet<>(up).size(), "no two versions share a stamp");
  }

  @Test
  void findsByIdentifierWithAndWithoutSystem() {
    JsonNode identifier = sandbox.store().all("Patient").getFirst().json().at("/identifier/0");
    String value = identifier.path("value").asText();
    assertEquals(1, total("Patient?identifier=" + encoded(identifier.path("system").asText() + "|" + value)));
    assertEquals(1, total("Patient?identifier=" + encoded(value)));
    assertEquals(0, total("Patient?identifier=" + encoded("http://other.example.com|" + value)));
  }

  @Test
  void findsAPatientsAppointmentsCoveragesAndEncounters() {
    String patient = sandbox.store().all("Encounter").getFirst().json().at("/subject/reference").asText();
    for (String type : List.of("Appointment", "Coverage", "Encounter")) {
      long expected = sandbox.store().all(type).stream().filter(s -> s.json().toString().contains("\"" + patient + "\"")).count();
      assertEquals(expected, total(type + "?patient=" + patient), type);
      assertEquals(expected, total(type + "?patient=" + patient.substring("Patient/".length())), type);
    }
    assertTrue(total("Appointment?patient=" + patient) > 0);
  }

  @Test
  void findsByStatusDateAndStart() {
    int booked = total("Appointment?status=booked");
    assertTrue(booked > 50);
    assertEquals(booked + total("Appointment?status=pending"), total("Appointment?status=booked,pending"));

    String start = sandbox.store().all("Slot").getFirst().json().path("start").asText();
    String day = start.substring(0, 10);
    long thatDay = sandbox.store().all("Slot").stream().filter(s -> s.json().path("start").asText().startsWith(day)).count();
    assertEquals(thatDay, total("Slot?start=" + day));
    assertEquals(thatDay, total("Slot?start=ge" + day + "&start=lt" + OffsetDateTime.parse(start).toLocalDate().plusDays(1)));
    long free = sandbox.store().all("Slot").stream().filter(s -> s.json().path("start").asText().startsWith(day))
        .filter(s -> s.json().path("status").asText().equals("free")).count();
    assertEquals(free, total("Slot?status=free&start=" + day));
    assertEquals(4, total("Slot?start=" + encoded(start)));

    long onThatDay = sandbox.store().all("Appointment").stream().filter(s -> s.json().path("start").asText().startsWith(day)).count();
    assertEquals(onThatDay, total("Appointment?date=" + day));
  }

  @Test
  void findsSlotsThroughTheScheduleOfAPractitioner() {
    String practitioner = sandbox.store().all("Practitioner").getFirst().reference();
    JsonNode schedules = app.get("/fhir/Schedule?actor=" + practitioner).body();
    assertEquals(1, schedules.path("total").asInt());
    assertEquals(160, total("Slot?schedule=Schedule/" + schedules.at("/entry/0/resource/id").asText()));
    assertEquals(1, total("Practitioner?name=" + sandbox.store().all("Practitioner").getFirst().json().at("/name/0/family").asText()));
    assertEquals(4, total("Location?status=active"));
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    for (String query : List.of("Patient?favourite-colour=blue", "Patient?_sort=shoe-size", "Appointment?patient.name=x")) {
      App.Answer answer = app.get("/fhir/" + query);
      assertEquals(400, answer.status(), query);
      assertEquals("70401", answer.code(), query);
    }
    assertEquals(404, app.get("/fhir/Device").status());
    App.Answer missing = app.get("/fhir/Patient/nobody");
    assertEquals(404, missing.status());
    assertEquals("70440", missing.code());
  }

  @Test
  void aResourceIsReadWithVersionAndStamp() {
    Stored patient = sandbox.store().all("Patient").getFirst();
    App.Answer answer = app.get("/fhir/" + patient.reference());
    assertEquals(200, answer.status());
    assertEquals(patient.json(), answer.body());
    assertEquals("W/\"1\"", answer.etag());
    assertTrue(answer.headers().containsKey("date"));
  }

  @Test
  void saysWhatItCan() {
    JsonNode statement = new App(sandbox.base()).get("/fhir/metadata").body();
    assertEquals("4.0.1", statement.path("fhirVersion").asText());
    Set<String> types = new HashSet<>();
    statement.at("/rest/0/resource").forEach(r -> types.add(r.path("type").asText()));
    assertTrue(types.containsAll(Set.of("Patient", "Appointment", "Coverage", "Slot", "Schedule", "Practitioner", "Location", "Encounter")));
    JsonNode configuration = new App(sandbox.base()).get("/fhir/.well-known/smart-configuration").body();
    assertEquals(sandbox.tokenEndpoint().toString(), configuration.path("token_endpoint").asText());
  }

  @Test
  void laterPagesShowWhatTheSearchFound() {
    JsonNode first = app.get("/fhir/Practitioner?_count=2").body();
    String next = link(first, "next");
    assertNotEquals("", next);
    assertEquals(2, app.get(next).body().path("entry").size());
    assertFalse(link(app.get(next).body(), "previous").isEmpty());
  }

  private static List<String> stamps(String query) {
    List<String> stamps = new ArrayList<>();
    app.get("/fhir/" + query).body().path("entry").forEach(e -> stamps.add(e.at("/resource/meta/lastUpdated").asText()));
    return stamps;
  }

  private static int total(String query) {
    App.Answer answer = app.get("/fhir/" + query);
    assertEquals(200, answer.status(), query + answer.body());
    return answer.body().path("total").asInt();
  }

  private static String link(JsonNode bundle, String relation) {
    for (JsonNode link : bundle.path("link")) {
      if (link.path("relation").asText().equals(relation)) {
        return link.path("url").asText();
      }
    }
    return "";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
