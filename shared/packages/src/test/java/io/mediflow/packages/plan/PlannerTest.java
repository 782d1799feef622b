package io.mediflow.packages.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.FlowPlan;
import io.mediflow.packages.InterfaceSpec;
import io.mediflow.packages.InterfaceSpec.BudgetSpec;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec;
import io.mediflow.packages.RecordSpec.ChangeStrategy;
import io.mediflow.packages.Relist;
import io.mediflow.packages.plan.PlanLine.Followed;
import io.mediflow.packages.plan.PlanLine.NotFollowed;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {

  private static final Sizes PRACTICE = new Sizes(2000, 40, 6, 3);
  private static final Set<ChangeStrategy> ALL = EnumSet.allOf(ChangeStrategy.class);

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      smart-r4       | fhir hook | 15 |
      smart-r4       | fhir      | 15 |
      epic           | fhir feed | 24 | charge
      cerner         | fhir feed | 24 | charge
      athenahealth   | fhir v1   | 3 | encounter coverage condition medication allergy observation immunization procedure note charge claim
      athenahealth   | v1        | 5 | encounter coverage condition medication allergy observation immunization procedure note charge claim
      eclinicalworks | fhir feed | 24 | appointment
      hl7v2          | feed hook | 0 |
      hl7v2          | feed      | 0 | every
      """)
  void whatThisVersionLeavesOutOfAPackageIsRefused(String name, String ways, int listed, String refused) {
    // "every" is every record type but those that may be late
    EhrPackage ehr = Packages.bundled().find(name, 1).orElseThrow();
    Connection connection = connection(ehr, ways.split(" "));

    SyncPlan plan = Planner.plan(ehr, connection, PRACTICE);

    List<String> mapped = ehr.records().stream().map(RecordSpec::type).distinct().sorted().map(RecordType::label)
        .filter(one -> !Set.of("slot", "practitioner", "location").contains(one)).toList();
    assertEquals(refused == null ? List.of() : refused.equals("every") ? mapped : List.of(refused.split(" ")), subjects(plan));
    assertEquals(refused == null, plan.holds());
    assertEquals(ehr.records().size(),
        plan.lines().stream().map(one -> one.type() + " by " + one.interfaceName()).distinct().count());
    List<FlowId> flows = followed(plan).stream()
        .map(one -> new FlowId("elm", one.interfaceName(), one.type(), one.scope())).toList();
    assertEquals(listed, followed(plan).stream().filter(Followed::listed).count());
    assertTrue(followed(plan).stream().allMatch(one -> one.listed() == (one.scope() != Scope.PUSHED)));
    assertEquals(
        FlowPlan.flows(connection, ehr, Instant.EPOCH).stream().map(Flow::id).toList(), flows, "what is shown is what runs");
  }

  @Test
  void whatIsOnlyPushedSaysForHowLongItsSilenceIsNormal() {
    EhrPackage feed = bundled("hl7v2");
    Followed patients = line(Planner.plan(feed, connection(feed, "feed", "hook"), PRACTICE), RecordType.PATIENT, "feed", Scope.PUSHED);
    assertEquals(Duration.ofDays(4), patients.interval());
    assertEquals(Tier.REAL_TIME, patients.tier());
    assertEquals(0, patients.callsPerMinute());
    Flow flow = FlowPlan.flows(connection(feed, "feed", "hook"), feed, Instant.EPOCH).getFirst();
    assertEquals(Scope.PUSHED, flow.id().scope());
    assertEquals(Optional.of(Instant.EPOCH), flow.checkpoint().started(), "since when it waits");
    assertTrue(flow.due().isAfter(Instant.parse("9000-01-01T00:00:00Z")), "it is never due");
  }

  @Test
  void aLineSaysHowOftenItLooksAndHowFreshThatIs() {
    EhrPackage smart = bundled("smart-r4");

    SyncPlan with = Planner.plan(smart, connection(smart, "fhir", "hook"), PRACTICE);
    Followed both = line(with, RecordType.PATIENT, "fhir", Scope.WHOLE);
    assertEquals(List.of(ChangeStrategy.LAST_UPDATED, ChangeStrategy.REST_HOOK), both.strategies());
    assertEquals(Tier.REAL_TIME, both.tier());
    assertTrue(both.told());
    assertEquals(Optional.of(Duration.ofMinutes(3)), both.listedWithin());
    assertEquals(1, both.callsPerMinute());

    SyncPlan without = Planner.plan(smart, connection(smart, "fhir"), PRACTICE);
    Followed listed = line(without, RecordType.PATIENT, "fhir", Scope.WHOLE);
    assertEquals(List.of(ChangeStrategy.LAST_UPDATED), listed.strategies());
    assertEquals(Tier.NEAR_REAL_TIME, listed.tier());
    assertFalse(listed.told());
    assertEquals(List.of(new BudgetUse("fhir", List.of("fhir"), Optional.empty(), 3 + 10 * 0.2 + 2 / 60.0 + 1)), without.budgets());
    assertEquals(OptionalInt.empty(), without.budgets().getFirst().part());
  }

  @Test
  void whatIsToldOnlyIsMissedWithoutAHook() {
    EhrPackage hl7 = bundled("hl7v2");

    Refusal note = refusal(Planner.plan(hl7, connection(hl7, "feed"), PRACTICE), "note");

    assertEquals("Nothing learns of its changes within minutes: by feed the EHR's notifications are not switched on.",
        note.reason());
    assertEquals("Add the connection with webhook: true for feed, and have the EHR send its notifications.", note.nearest());
  }

  @Test
  void anExportOfAGroupRunsWhereTheConnectionNamesIt() {
    EhrPackage ehr = bundled("athenahealth");
    Connection without = connection(ehr, "fhir");
    EhrInterface own = without.interfaces().getFirst();
    Connection with = new Connection("elm", "Elm", ehr.name(), 1, ZoneOffset.UTC, List.of(
        new EhrInterface("fhir", own.base(), own.clientId(), own.signingKey(), List.of(), "", Map.of("group", "g-1"), Map.of())),
        false, 0);

    Followed coverage = line(Planner.plan(ehr, with, PRACTICE), RecordType.COVERAGE, "fhir", Scope.WHOLE);
    assertEquals(List.of(ChangeStrategy.BULK_SINCE), coverage.strategies());
    assertEquals(5 * 60_000.0 / coverage.interval().toMillis(), coverage.callsPerMinute(), 1e-9);
    assertTrue(FlowPlan.flows(with, ehr, Instant.EPOCH).stream().anyMatch(one -> one.id().type() == RecordType.COVERAGE));

    Refusal refusal = refusal(Planner.plan(ehr, without, PRACTICE), "coverage");
    assertTrue(refusal.reason().contains("the connection names no group to export"), refusal.reason());
    assertTrue(refusal.nearest().startsWith("Add the connection with settings: {group: ID} for fhir"), refusal.nearest());
  }

  @Test
  void whatTheConnectionDoesNotUseIsSaid() {
    EhrPackage ehr = bundled("eclinicalworks");

    SyncPlan plan = Planner.plan(ehr, connection(ehr, "feed", "hook"), PRACTICE);

    Refusal condition = refusal(plan, "condition");
    assertEquals("Nothing learns of its changes within minutes: by fhir the connection does not use this interface.", condition.reason());
    assertEquals("Add the connection with the interface fhir.", condition.nearest());
    assertFalse(subjects(plan).contains("appointment"), "the feed tells it");
    assertEquals(List.of("feed"), plan.budgets().stream().map(BudgetUse::bucket).toList());
    Refusal unrun = refusal(
        Planner.plan(ehr, connection(ehr, "feed", "hook"), PRACTICE, Set.of(ChangeStrategy.LAST_UPDATED)), "appointment");
    assertTrue(unrun.reason().endsWith("by feed this version does not run hl7v2-feed yet."), unrun.reason());
    assertTrue(unrun.nearest().startsWith("No plan of this version follows it."), unrun.nearest());
  }

  @Test
  void besideAnotherInterfaceAFeedIsFollowedWhereThePackageJoinsThem() {
    EhrPackage ehr = bundled("eclinicalworks");

    SyncPlan plan = Planner.plan(ehr, connection(ehr, "fhir", "feed", "hook"), PRACTICE);

    assertEquals(Set.of(RecordType.PATIENT, RecordType.APPOINTMENT, RecordType.ENCOUNTER), followed(plan).stream()
        .filter(one -> one.interfaceName().equals("feed")).map(Followed::type).collect(Collectors.toSet()));
    assertFalse(subjects(plan).contains("appointment"), "the feed tells it");
    NotFollowed coverage = plan.lines().stream().filter(NotFollowed.class::isInstance).map(NotFollowed.class::cast)
        .filter(one -> one.type() == RecordType.COVERAGE && one.interfaceName().equals("feed")).findFirst().orElseThrow();
    assertEquals("the package takes these from fhir, where the connection uses it", coverage.reason());
  }

  @Test
  void aPackageThatNamesNoWayIsRefused() {
    EhrPackage ehr = ehr(1000, spec(RecordType.PATIENT, "fhir", Duration.ZERO));

    assertEquals("Nothing learns of its changes within minutes: by fhir the package names no way to learn of its changes.",
        refusal(Planner.plan(ehr, connection(ehr, "fhir"), PRACTICE), "patient").reason());
  }

  @Test
  void whereTheEhrCannotSayWhatChangedTheHotSetIsAskedForAndTheRestAtNight() {
    EhrPackage ehr = bundled("epic");

    SyncPlan plan = Planner.plan(ehr, connection(ehr, "fhir"), PRACTICE);

    Followed hot = line(plan, RecordType.PATIENT, "fhir", Scope.HOT);
    assertEquals(8, hot.callsPerMinute(), "40 patients in five minutes");
    assertEquals(Tier.NEAR_REAL_TIME, hot.tier());
    Followed rest = line(plan, RecordType.PATIENT, "fhir", Scope.REST);
    assertEquals(1960 / 1440.0, rest.callsPerMinute(), 1e-9);
    assertEquals(Tier.NIGHTLY, rest.tier());
    assertEquals(3 / 1440.0, line(plan, RecordType.LOCATION, "fhir", Scope.WHOLE).callsPerMinute(), 1e-9);
    assertEquals(List.of("charge"), subjects(plan), "only the feed tells it");
    assertEquals(List.of(), subjects(Planner.plan(ehr, connection(ehr, "fhir", "feed", "hook"), PRACTICE, ALL)),
        "and its patients are joined with FHIR's");
  }

  @Test
  void withinDatesTheNearOnesAreListedOftenAndAllAtNight() {
    EhrPackage ehr = bundled("cerner");

    SyncPlan plan = Planner.plan(ehr, connection(ehr, "fhir"), PRACTICE);

    assertEquals(6 / 5.0, line(plan, RecordType.APPOINTMENT, "fhir", Scope.HOT).callsPerMinute(), 1e-9, "six practitioners");
    assertEquals(6 / 1440.0, line(plan, RecordType.APPOINTMENT, "fhir", Scope.REST).callsPerMinute(), 1e-9);
    assertTrue(refusal(plan, "charge").reason().contains(
        "by fhir the package names windowed-relist, but no search for it;"), refusal(plan, "charge").reason());
  }

  @Test
  void whatIsLookedForTooSeldomIsRefusedWithWhatItTakesToLookMoreOften() {
    Duration seldom = Duration.ofMinutes(15);
    EhrPackage ehr = ehr(250, spec(RecordType.ENCOUNTER, "fhir", seldom, ChangeStrategy.WINDOWED_RELIST),
        spec(RecordType.OBSERVATION, "fhir", seldom, ChangeStrategy.WINDOWED_RELIST),
        spec(RecordType.NOTE, "fhir", seldom, ChangeStrategy.WINDOWED_RELIST));
    Connection connection = connection(ehr, "fhir");

    SyncPlan plan = Planner.plan(ehr, connection, PRACTICE);

    assertEquals(List.of("encounter", "observation", "note"), subjects(plan));
    Refusal observation = refusal(plan, "observation");
    assertEquals("Nothing learns of its changes within minutes: by fhir we look only every 15 min.",
        observation.reason());
    assertEquals("Look for it every 5 min by fhir: that is 5.3 calls a minute more, and the budget carries it.",
        observation.nearest());
    assertEquals(OptionalInt.of(6), plan.budgets().getFirst().part());

    SyncPlan crowded = Planner.plan(ehr, connection, PRACTICE.with(2000, 2000));
    assertTrue(refusal(crowded, "observation").nearest().contains("fits a hot set of at most 325 patients."),
        refusal(crowded, "observation").nearest());
    Refusal budget = refusal(crowded, "budget fhir");
    assertTrue(budget.reason().contains("of the 250.0 calls a minute; 200.0 may be taken, "), budget.reason());
    assertEquals("It fits with longer intervals: encounter by fhir every 31 min, observation by fhir every 31 min,"
        + " note by fhir every 31 min.", budget.nearest());
  }

  @Test
  void theNearestPlanThatABudgetCarriesIsNamedAndIsRight() {
    EhrPackage ehr = ehr(60, spec(RecordType.PATIENT, "fhir", Duration.ofMinutes(2), ChangeStrategy.WINDOWED_RELIST));
    Connection connection = connection(ehr, "fhir");

    SyncPlan plan = Planner.plan(ehr, connection, PRACTICE.with(200, 200), ALL);
    assertEquals("When nothing changes, fhir takes 101.0 of the 60.0 calls a minute; 48.0 may be taken,"
        + " so that fetches, writes and look-ups have the rest.", refusal(plan, "budget fhir").reason());
    assertEquals("It fits with longer intervals: patient by fhir every 5 min.", refusal(plan, "budget fhir").nearest());
    EhrPackage longer = ehr(60, spec(RecordType.PATIENT, "fhir", Duration.ofMinutes(5), ChangeStrategy.WINDOWED_RELIST));
    assertTrue(Planner.plan(longer, connection, PRACTICE.with(200, 200), ALL).holds());

    String fewer = refusal(Planner.plan(longer, connection, PRACTICE.with(1000, 1000), ALL), "budget fhir").nearest();
    assertTrue(fewer.contains("a hot set of at most 232 patients does."), fewer);
    assertTrue(Planner.plan(longer, connection, PRACTICE.with(1000, 232), ALL).holds());
    assertFalse(Planner.plan(longer, connection, PRACTICE.with(1000, 233), ALL).holds());

    String none = refusal(Planner.plan(longer, connection, PRACTICE.with(100_000, 1000), ALL), "budget fhir").nearest();
    assertTrue(none.startsWith("No longer interval and no smaller hot set fits it"), none);
  }

  @Test
  void interfacesUnderOneLimitHaveItTogether() {
    EhrPackage apart = ehr(60, spec(RecordType.PATIENT, "fhir", Duration.ofMinutes(2), ChangeStrategy.WINDOWED_RELIST),
        spec(RecordType.APPOINTMENT, "fhir", Duration.ofMinutes(2), ChangeStrategy.LAST_UPDATED));
    InterfaceSpec fhir = apart.interfaces().get("fhir");
    Map<String, InterfaceSpec> both = new LinkedHashMap<>(apart.interfaces());
    both.put("second", new InterfaceSpec(
        "second", fhir.format(), fhir.auth(), List.of(), fhir.timeout(), Optional.empty(), fhir.budgets(), Optional.empty(),
        Optional.empty(), Map.of(), Map.of(), Optional.empty()));
    List<RecordSpec> records = new ArrayList<>(apart.records());
    records.add(spec(RecordType.PATIENT, "second", Duration.ofMinutes(1), ChangeStrategy.LAST_UPDATED));
    EhrPackage ehr = new EhrPackage("made", "1.0.0", "Made", both, records, Map.of(), Map.of(), List.of(), apart.facts());

    SyncPlan plan = Planner.plan(ehr, connection(ehr, "fhir", "second"), PRACTICE.with(20, 20), ALL);

    assertTrue(plan.holds());
    assertEquals(List.of(new BudgetUse("fhir", List.of("fhir", "second"), fhir.budget(), 10 + 0.5 + 1 + 2)), plan.budgets());
    assertEquals(OptionalInt.of(23), plan.budgets().getFirst().part());
  }

  @Test
  void aHotSetIsAPartOfTheRoster() {
    assertThrows(IllegalArgumentException.class, () -> PRACTICE.with(1, 2));
    assertThrows(IllegalArgumentException.class, () -> PRACTICE.with(1, -1));
  }

  private static EhrPackage bundled(String name) {
    return Packages.bundled().find(name, 1).orElseThrow();
  }

  /** Of one interface with so many calls a minute. */
  private static EhrPackage ehr(int calls, RecordSpec... records) {
    EhrPackage smart = bundled("smart-r4");
    InterfaceSpec fhir = smart.interfaces().get("fhir");
    return new EhrPackage("made", "1.0.0", "Made", Map.of("fhir", new InterfaceSpec("fhir", fhir.format(), fhir.auth(), List.of(),
        fhir.timeout(), Optional.empty(), List.of(new BudgetSpec(calls, Duration.ofMinutes(1), "fhir", true)), Optional.empty(),
        Optional.empty(), Map.of(), Map.of(), Optional.empty())),
        List.of(records), Map.of(), Map.of(), List.of(), smart.facts());
  }

  private static RecordSpec spec(RecordType type, String from, Duration interval, ChangeStrategy... strategies) {
    Optional<Relist> relist = List.of(strategies).contains(ChangeStrategy.WINDOWED_RELIST)
        ? Optional.of(new Relist(Relist.By.PATIENT, "patient={id}", Optional.empty()))
        : Optional.empty();
    return new RecordSpec(type, from, bundled("smart-r4").record(type).orElseThrow().table(), Set.of(strategies), "", 100,
        Duration.ofMinutes(2), interval, "", relist);
  }

  /** @param ways names of interfaces, and {@code hook} when they notify us */
  private static Connection connection(EhrPackage ehr, String... ways) {
    String secret = List.of(ways).contains("hook") ? "hook-elm" : "";
    return new Connection("elm", "Elm", ehr.name(), ehr.major(), ZoneOffset.UTC, Arrays.stream(ways)
        .filter(one -> !one.equals("hook"))
        .map(one -> new EhrInterface(one, URI.create("https://ehr.example"), "us", "key", List.of(), secret))
        .toList(), false, 0);
  }

  private static List<String> subjects(SyncPlan plan) {
    return plan.refusals().stream().map(Refusal::subject).toList();
  }

  private static Refusal refusal(SyncPlan plan, String subject) {
    return plan.refusals().stream().filter(one -> one.subject().equals(subject)).findFirst().orElseThrow();
  }

  private static List<Followed> followed(SyncPlan plan) {
    return plan.lines().stream().filter(one -> !(one instanceof NotFollowed)).map(Followed.class::cast).toList();
  }

  private static Followed line(SyncPlan plan, RecordType type, String from, Scope scope) {
    return followed(plan).stream().filter(one -> one.type() == type && one.interfaceName().equals(from) && one.scope() == scope)
        .findFirst().orElseThrow();
  }
}
