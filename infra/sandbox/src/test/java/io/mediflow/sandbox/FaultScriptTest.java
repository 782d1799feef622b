package io.mediflow.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.sandbox.fault.FaultScript;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultScriptTest {
  private static Sandbox sandbox;
  private static App app;
  private static String patient;

  @BeforeAll
  static void start() {
    sandbox = Sandbox.start(Options.defaults());
    app = App.registered(sandbox);
    patient = "/fhir/Patient/" + sandbox.store().all("Patient").getFirst().id();
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @AfterEach
  void quiet() {
    app.control("DELETE", "/faults", "");
  }

  private static void play(String... faults) {
    App.Answer answer = app.control("PUT", "/faults", "seed: 7\nfaults:\n  - " + String.join("\n  - ", faults));
    assertEquals(200, answer.status(), answer.body().toString());
  }

  private static int version() {
    return sandbox.store().find("Patient", patient.substring(patient.lastIndexOf('/') + 1)).orElseThrow().version();
  }

  @Test
  void aStatusComesBareAsOftenAsItIsToldAndToTheCallsItIsMeantFor() {
    play("{do: status, status: 429, on: read, times: 2}");

    assertEquals(200, app.get("/fhir/Patient?_count=1").status());
    assertEquals(429, app.get(patient).status());
    App.Answer second = app.get(patient);
    assertEquals(429, second.status());
    assertTrue(second.body().isMissingNode());
    assertEquals(200, app.get(patient).status());
  }

  @Test
  void theSameSeedGivesTheSameFaults() {
    List<Integer> first = statuses();
    assertEquals(first, statuses());
    assertTrue(first.contains(500) && first.contains(200), first.toString());
  }

  private static List<Integer> statuses() {
    play("{do: status, status: 500, chance: 0.4}");
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      statuses.add(app.get(patient).status());
    }
    return statuses;
  }

  @Test
  void anAnswerIsCutLostOrNeverMade() {
    int before = version();
    play("{do: half-answer, on: read, times: 1}", "{do: drop-before, on: write, times: 1}", "{do: drop-after, on: write, times: 1}");

    assertThrows(UncheckedIOException.class, () -> app.get(patient));
    assertThrows(UncheckedIOException.class, () -> rename("First"));
    assertEquals(before, version(), "closed before anything was done");
    assertThrows(UncheckedIOException.class, () -> rename("Second"));
    assertEquals(before + 1, version(), "done, and the answer lost");
    assertEquals(200, app.get(patient).status());
  }

  private static App.Answer rename(String given) {
    return app.call("PATCH", patient, "[{\"op\":\"replace\",\"path\":\"/name/0/given/0\",\"value\":\"" + given + "\"}]",
        Map.of("Content-Type", "application/json-patch+json"));
  }

  @Test
  void aGoodStatusMayCarryAnError() {
    play("{do: error-body, on: search, times: 1}");

    App.Answer answer = app.get("/fhir/Patient");
    assertEquals(200, answer.status());
    assertEquals("error", answer.body().at("/issue/0/severity").asText());
  }

  @Test
  void tokensEndBeforeTheirTime() {
    App other = App.registered(sandbox);
    play("{do: revoke-tokens, times: 1, on: read}");

    assertEquals(401, other.get(patient).status());
    app = App.registered(sandbox);
    assertEquals(200, app.get(patient).status());
  }

  @Test
  void theClockOfTheEhrIsAheadOrBehind() {
    play("{do: clock-skew, seconds: -3600}");

    Instant told = ZonedDateTime.parse(app.get(patient).headers().get("date"), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    assertTrue(Duration.between(told, Instant.now()).compareTo(Duration.ofMinutes(59)) > 0, told.toString());
  }

  @Test
  void theCapabilityStatementChanges() {
    String was = app.get("/fhir/metadata").body().at("/software/version").asText();
    play("{do: other-capabilities}");

    assertEquals(was + ".upgraded", app.get("/fhir/metadata").body().at("/software/version").asText());
  }

  @Test
  void latencyIsKept() {
    play("{do: latency, millis: 300, on: read}");

    Instant before = Instant.now();
    assertEquals(200, app.get(patient).status());
    assertTrue(Duration.between(before, Instant.now()).toMillis() >= 300);
  }

  @Test
  void aWindowHasABeginningAndAnEnd() {
    play("{do: status, status: 503, from: 3600}", "{do: status, status: 500, until: 0}");

    assertEquals(200, app.get(patient).status());
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
      "{do: wander}; fault 1: do is one of latency, half-answer, drop-before, drop-after, status, error-body, revoke-tokens, clock-skew, other-capabilities,"
          + " notification-lost, notification-twice, notification-late, subscription-error",
      "{do: notification-lost, on: read}; fault 1: on is of calls, and a notification is none",
      "{do: status}; fault 1: status is a number from 400 to 599",
      "{on: read}; fault 1: do is missing",
      "{do: latency}; fault 1: latency needs millis or seconds",
      "{do: drop-after, chance: 2}; fault 1: chance is a number from 0 to 1",
      "{do: drop-after, often: 2}; fault 1: no fault has a member often"})
  void aScriptThatIsWrongSaysWhere(String fault, String message) {
    App.Answer answer = app.control("PUT", "/faults", "faults:\n  - " + fault);

    assertEquals(400, answer.status());
    assertEquals(message, answer.body().path("error").asText());
  }

  @Test
  void whatIsNoScriptIsSaidToBeNone() {
    assertThrows(IllegalArgumentException.class, () -> FaultScript.of(""));
    assertThrows(IllegalArgumentException.class, () -> FaultScript.of("faults: ["));
    assertThrows(IllegalArgumentException.class, () -> FaultScript.of("faults: 7"));
  }
}
