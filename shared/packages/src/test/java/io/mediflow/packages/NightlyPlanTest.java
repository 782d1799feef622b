package io.mediflow.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.change.Reconciliation.Gap;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.packages.plan.NightlyLine;
import io.mediflow.packages.plan.Planner;
import io.mediflow.packages.plan.Sizes;
import io.mediflow.model.record.RecordType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NightlyPlanTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      smart-r4 | fhir      | patient      | fhir |
      smart-r4 | fhir      | appointment  | fhir | START_DEPTH
      epic     | fhir      | condition    | fhir | ROSTER_ONLY
      smart-r4 | fhir      | slot         | fhir | ONLY_PUSHED
      hl7v2    | feed      | appointment  | feed | ONLY_PUSHED
      """)
  void whatIsComparedAndWhatCannotBe(String name, String ways, String type, String way, Gap gap) {
    EhrPackage ehr = Packages.bundled().find(name, 1).orElseThrow();
    Map<String, Optional<Gap>> gaps = NightlyPlan.lines(connection("elm", ehr.name(), "UTC", ways.split(" ")), ehr).stream()
        .collect(Collectors.toMap(one -> one.type().label() + " by " + one.interfaceName(), NightlyPlan.Line::gap));
    assertEquals(Optional.ofNullable(gap), gaps.get(type + " by " + way), () -> gaps.toString());
  }

  @Test
  void whatIsComparedHasAFlowThatIsDueInTheNight() {
    EhrPackage ehr = Packages.bundled().find("smart-r4", 1).orElseThrow();
    Connection connection = connection("elm", "smart-r4", "America/New_York", "fhir");
    List<Flow> flows = NightlyPlan.flows(connection, ehr, NOON);
    assertEquals(ehr.records().size() - 1, flows.size(), "slots are only pushed");
    flows.forEach(one -> {
      assertEquals(Scope.RECONCILE, one.id().scope());
      assertEquals(NightlyPlan.next(connection, NOON), one.due());
    });
    EhrPackage pushed = Packages.bundled().find("hl7v2", 1).orElseThrow();
    assertEquals(List.of(), NightlyPlan.flows(connection("elm", "hl7v2", "UTC", "feed"), pushed, NOON));
  }

  @ParameterizedTest
  @CsvSource({"America/New_York", "America/Los_Angeles", "Pacific/Honolulu", "UTC"})
  void eachPracticeBeginsAtItsOwnTimeOfItsOwnNight(String zone) {
    List<Instant> begins = IntStream.range(0, 10_000)
        .mapToObj(n -> NightlyPlan.next(connection("practice-" + n, "smart-r4", zone, "fhir"), NOON)).toList();
    begins.forEach(one -> {
      LocalTime local = one.atZone(ZoneId.of(zone)).toLocalTime();
      assertTrue(!local.isBefore(LocalTime.of(1, 0)) && local.isBefore(LocalTime.of(4, 0)), local::toString);
      assertTrue(one.isAfter(NOON) && !one.isAfter(NOON.plus(Duration.ofHours(24))), one::toString);
    });
    long most = begins.stream().collect(Collectors.groupingBy(one -> one.getEpochSecond() / 60, Collectors.counting())).values()
        .stream().mapToLong(Long::longValue).max().orElseThrow();
    assertTrue(most < 1000, "in one minute begin " + most);
  }

  @Test
  void theNextNightComesOnceADayAlsoWhereTheClockIsMoved() {
    Connection connection = connection("elm", "smart-r4", "America/New_York", "fhir");
    Instant at = Instant.parse("2026-03-05T12:00:00Z");
    for (int night = 0; night < 10; night++) { // 2026-03-08: two o'clock does not come
      Instant next = NightlyPlan.next(connection, at);
      assertTrue(Duration.between(at, next).compareTo(Duration.ofHours(26)) < 0);
      assertTrue(night == 0 || Duration.between(at, next).compareTo(Duration.ofHours(22)) > 0);
      at = next;
    }
  }

  @Test
  void thePlanSaysWhatTheNightTakes() {
    EhrPackage ehr = Packages.bundled().find("smart-r4", 1).orElseThrow();
    List<NightlyLine> lines = Planner.plan(ehr, connection("elm", "smart-r4", "UTC", "fhir"), new Sizes(2050, 40, 6, 0)).nightly();
    int page = ehr.record(RecordType.PATIENT).orElseThrow().pageSize();
    Map<String, OptionalInt> calls = lines.stream().collect(Collectors.toMap(one -> one.type().label(), NightlyLine::calls));
    assertEquals(OptionalInt.of((2050 + page - 1) / page), calls.get("patient"));
    assertEquals(OptionalInt.of(1), calls.get("location"), "that there are none is seen with one call");
    assertEquals(OptionalInt.empty(), calls.get("observation"), "nobody knows how many there are");
  }

  private static Connection connection(String id, String name, String zone, String... ways) {
    return new Connection(id, "Practice", name, 1, ZoneId.of(zone), Arrays.stream(ways)
        .map(way -> new EhrInterface(way, URI.create("https://ehr.example"), "client", "key", List.of(), "")).toList(), false, 0);
  }
}
