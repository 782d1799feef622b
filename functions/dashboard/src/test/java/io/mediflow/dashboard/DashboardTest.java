package io.mediflow.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.connection.Application;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.Restriction;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardTest {

  private static final Map<String, String> PATIENTS = Map.of("type", "patient");

  static Stream<Arguments> requests() {
    return Stream.of(
        Arguments.of(get("/records", "app", PATIENTS), new DashboardDecision.Feed("app", RecordType.PATIENT, null, 100)),
        Arguments.of(get("/records", "app", Map.of("type", "coverage", "since", "c1", "limit", "7")),
            new DashboardDecision.Feed("app", RecordType.COVERAGE, "c1", 7)),
        Arguments.of(get("/records/" + Practice.ID, "app", Map.of()), new DashboardDecision.Read("app", Practice.ID)),
        Arguments.of(get("/status", "app", Map.of()), new DashboardDecision.TellStatus(Optional.of("app"), Optional.empty())),
        Arguments.of(get("/", null, Map.of()), new DashboardDecision.ShowPage(Optional.empty())),
        Arguments.of(get("/link/abcdefgh-1234", null, Map.of()), new DashboardDecision.Redeem("abcdefgh-1234")),
        Arguments.of(get("/link/<script>", null, Map.of()), new DashboardDecision.Redeem("")),
        Arguments.of(get("/.well-known/jwks.json", null, Map.of()), new DashboardDecision.ShowKeys()),
        Arguments.of(get("/openapi.yaml", null, Map.of()), new DashboardDecision.ShowDocument("/api/openapi.yaml", "application/yaml")),
        Arguments.of(get("/schemas/v1/slot.schema.json", null, Map.of()),
            new DashboardDecision.ShowDocument("/schemas/v1/slot.schema.json", "application/schema+json")),
        Arguments.of(cookie("mediflow-session"), new DashboardDecision.ShowPage(Optional.of("s1"))),
        Arguments.of(cookie("__Host-mediflow-session"), new DashboardDecision.ShowPage(Optional.of("s1"))));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void aRequestAsksForOneThing(DashboardRequest request, DashboardDecision expected) {
    assertEquals(expected, Dashboard.decide(request));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(get("/records", null, PATIENTS), 401),
        Arguments.of(get("/records/" + Practice.ID, null, Map.of()), 401),
        Arguments.of(get("/records", "app", Map.of()), 400),
        Arguments.of(get("/records", "app", Map.of("type", "invoice")), 400),
        Arguments.of(get("/records", "app", Map.of("type", "patient", "limit", "0")), 400),
        Arguments.of(get("/records", "app", Map.of("type", "patient", "limit", "201")), 400),
        Arguments.of(get("/records", "app", Map.of("type", "patient", "limit", "many")), 400),
        Arguments.of(get("/records", "app", Map.of("type", "patient", "since", "x".repeat(501))), 400),
        Arguments.of(get("/records/../secret", "app", Map.of()), 404),
        Arguments.of(get("/schemas/v1/../api/openapi.yaml", null, Map.of()), 404),
        Arguments.of(get("/elsewhere", "app", Map.of()), 404),
        Arguments.of(new DashboardRequest("POST", "/records", PATIENTS, Map.of(), Optional.of("app")), 405));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void anythingElseIsRefusedInPlainWords(DashboardRequest request, int status) {
    var refusal = assertInstanceOf(DashboardDecision.Refuse.class, Dashboard.decide(request));
    assertEquals(status, refusal.status());
    assertTrue(refusal.detail().endsWith("."), refusal.detail());
  }

  @Test
  void withoutAGrantNothingIsRead() {
    Application granted = new Application("a", "A", "elm", Set.of(RecordType.PATIENT), Set.of(), "TREAT");
    assertTrue(Dashboard.refusal(granted, RecordType.PATIENT).isEmpty());
    assertTrue(Dashboard.refusal(granted, RecordType.COVERAGE).isPresent());
  }

  @Test
  void onlyMarksOfTheOneCodeSystemAreJudgedByTheirCode() {
    Practice practice = new Practice();
    assertTrue(Restriction.withholds(practice.record(Practice.ID, Set.of(Restriction.CONFIDENTIALITY + "|R"))));
    assertTrue(Restriction.withholds(
        practice.record("b" + Practice.ID.substring(1), Set.of("urn:x|N", Restriction.CONFIDENTIALITY + "|V"))));
    assertFalse(Restriction.withholds(
        practice.record("c" + Practice.ID.substring(1), Set.of("urn:x|R", Restriction.CONFIDENTIALITY + "|N", "R"))));
  }

  private static DashboardRequest get(String path, String application, Map<String, String> query) {
    return new DashboardRequest("GET", path, query, Map.of(), Optional.ofNullable(application));
  }

  private static DashboardRequest cookie(String name) {
    return new DashboardRequest("GET", "/", Map.of(), Map.of(name, "s1"), Optional.empty());
  }
}
