package io.mediflow.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.sandbox.fault.Fault;
import io.mediflow.sandbox.fault.FaultPlayer;
import io.mediflow.sandbox.fault.FaultScript;
import io.mediflow.testkit.memory.TestClock;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
  void errorsComeInBursts() {
    play("{do: status, status: 500, on: read, chance: 0.2, burst: 3}");

    String statuses = IntStream.range(0, 40).mapToObj(i -> app.get(patient).status() == 500 ? "x" : "-").collect(Collectors.joining());
    assertTrue(statuses.contains("xxx") && statuses.contains("-"), statuses);
    assertFalse(statuses.matches(".*-(x|xx)-.*"), "three in a row, or more: " + statuses);
  }

  @Test
  void aThrottleMayCallItself401ThoughTheTokenIsGood() {
    play("{do: status, status: 401, on: read, times: 1}");

    assertEquals(401, app.get(patient).status());
    assertEquals(200, app.get(patient).status(), "with the same token");
  }

  @Test
  void beyondTheRoomOfAClockMinuteAllIsRefusedUntilTheNext() {
    TestClock clock = new TestClock(Instant.parse("2026-03-02T15:00:58Z"));
    FaultPlayer player = new FaultPlayer(clock, false);
    player.play(FaultScript.of("faults: [{do: clock-minute, calls: 3, status: 429, on: search}]"));

    assertEquals(List.of(0, 0, 0, 1, 1), searches(player, 5));
    clock.advance(Duration.ofSeconds(1));
    assertEquals(List.of(1), searches(player, 1));
    assertTrue(player.befalling(Fault.Call.READ).isEmpty());
    clock.advance(Duration.ofSeconds(1));
    assertEquals(List.of(0, 0, 0, 1), searches(player, 4));
  }

  private static List<Integer> searches(FaultPlayer player, int calls) {
    return IntStream.range(0, calls).mapToObj(i -> player.befalling(Fault.Call.SEARCH).size()).toList();
  }

  @Test
  void aMaintenanceWindowBeginsAndEndsByTheClock() {
    TestClock clock = new TestClock(Instant.parse("2026-03-02T15:00:00Z"));
    FaultPlayer player = new FaultPlayer(clock, false);
    player.play(FaultScript.of("faults: [{do: status, status: 503, from: 60, until: 120}]"));

    for (int second : List.of(0, 59, 60, 119, 120)) {
      clock.advance(Duration.between(clock.instant(), Instant.parse("2026-03-02T15:00:00Z").plusSeconds(second)));
      assertEquals(second == 60 || second == 119 ? 1 : 0, searches(player, 1).getFirst(), "after " + second + " s");
    }
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

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
      "{do: wander}; fault 1: do is one of latency, half-answer, drop-before, drop-after, status, clock-minute, error-body, revoke-tokens, clock-skew,"
          + " other-capabilities, certificate-ended, notification-lost, notification-twice, notification-late, subscription-error",
      "{do: notification-lost, on: read}; fault 1: on is of calls, and a notification is none",
      "{do: certificate-ended, on: read}; fault 1: on is of calls, and a handshake is none",
      "{do: certificate-ended}; certificate-ended needs a sandbox with --tls-keystore: this one speaks plain HTTP",
      "{do: clock-minute, status: 429}; fault 1: clock-minute needs calls, 1 or more",
      "{do: clock-minute, calls: 5}; fault 1: status is a number from 400 to 599",
      "{do: status, status: 500, burst: 0}; fault 1: burst is how many in a row, 1 or more",
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
