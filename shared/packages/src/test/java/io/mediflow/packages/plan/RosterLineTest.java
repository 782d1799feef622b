package io.mediflow.packages.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.FlowPlan;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec.ChangeStrategy;
import io.mediflow.packages.plan.PlanLine.Followed;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RosterLineTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      epic           | fhir            | hl7v2-feed (the connection does not use the feed), bulk-group (the connection names no group (settings: {group: ID})), enrolment
      epic           | fhir feed group | hl7v2-feed, bulk-group, enrolment
      cerner         | fhir            | schedule, hl7v2-feed (the connection does not use the feed), bulk-group (the connection names no group (settings: {group: ID})), enrolment
      eclinicalworks | fhir feed group | hl7v2-feed (the package states no search for whom the feed tells of), bulk-group (this package does not say how its EHR exports), enrolment
      smart-r4       | fhir            |
      hl7v2          | feed            |
      """)
  void eachSourceSaysWhetherItBringsAnybody(String name, String ways, String said) {
    EhrPackage ehr = Packages.bundled().find(name, 1).orElseThrow();

    SyncPlan plan = Planner.plan(ehr, connection(ehr, ways), new Sizes(2000, 40, 6, 3));

    assertEquals(said == null ? "" : said, plan.roster().stream()
        .map(one -> one.source() + one.not().map(why -> " (" + why + ")").orElse("")).collect(Collectors.joining(", ")));
  }

  @Test
  void aGroupIsExportedBesideThePatientsThatAreListedOneByOne() {
    EhrPackage ehr = Packages.bundled().find("epic", 1).orElseThrow();
    FlowId group = new FlowId("elm", "fhir", RecordType.PATIENT, Scope.GROUP);

    Connection with = connection(ehr, "fhir group");
    Followed line = Planner.plan(ehr, with, new Sizes(2000, 40, 6, 3)).lines().stream()
        .filter(one -> one instanceof Followed followed && followed.scope() == Scope.GROUP).map(Followed.class::cast).findFirst().orElseThrow();

    assertEquals(List.of(ChangeStrategy.BULK_SINCE), line.strategies());
    assertEquals(Duration.ofHours(25), line.interval());
    assertTrue(flows(ehr, with).contains(group));
    assertTrue(flows(ehr, with).contains(new FlowId("elm", "fhir", RecordType.PATIENT, Scope.HOT)));
    assertTrue(flows(ehr, connection(ehr, "fhir")).stream().noneMatch(one -> one.scope() == Scope.GROUP), "no group is named");
  }

  private static List<FlowId> flows(EhrPackage ehr, Connection connection) {
    return FlowPlan.flows(connection, ehr, Instant.EPOCH).stream().map(Flow::id).toList();
  }

  /** @param ways names of interfaces, and {@code group} where the connection names one */
  private static Connection connection(EhrPackage ehr, String ways) {
    Map<String, String> settings = ways.contains("group") ? Map.of("group", "g-1") : Map.of();
    return new Connection("elm", "Elm", ehr.name(), ehr.major(), ZoneOffset.UTC, Arrays.stream(ways.split(" "))
        .filter(one -> !one.equals("group"))
        .map(one -> new EhrInterface(one, URI.create("https://ehr.example"), "us", "key", List.of(), "hook", settings, Map.of()))
        .toList(), false, 0);
  }
}
