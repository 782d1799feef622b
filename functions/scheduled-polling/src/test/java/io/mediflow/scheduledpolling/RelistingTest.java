package io.mediflow.scheduledpolling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowWindow;
import io.mediflow.model.change.RosterStore.Kind;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.FlowPlan;
import io.mediflow.testkit.ehr.MemoryBulk;
import io.mediflow.testkit.ehr.MemoryEhr.Verb;
import io.mediflow.testkit.ehr.MemoryEhr;
import io.mediflow.testkit.ehr.MemoryFeed;
import io.mediflow.testkit.memory.MemoryConnectionStore;
import io.mediflow.testkit.memory.MemoryFlowStore;
import io.mediflow.testkit.memory.MemoryListingStore;
import io.mediflow.testkit.memory.MemoryQueues;
import io.mediflow.testkit.memory.MemoryRosterStore;
import io.mediflow.testkit.memory.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelistingTest {

  private static final Instant NOON = Instant.parse("2026-03-02T17:00:00Z");
  private static final LocalDate TODAY = LocalDate.parse("2026-03-02");

  private final TestClock clock = new TestClock(NOON);
  private final MemoryConnectionStore connections = new MemoryConnectionStore();
  private final MemoryFlowStore flows = new MemoryFlowStore();
  private final MemoryRosterStore roster = new MemoryRosterStore();
  private final MemoryListingStore listings = new MemoryListingStore();
  private final MemoryQueues queues = new MemoryQueues();
  private final MemoryEhr ehr = new MemoryEhr(clock);

  @BeforeEach
  void connect() {
    connections.put(Sample.connection("elm", false, 0));
    FlowPlan.flows(connections.find("elm").orElseThrow(), Roster.EHR, NOON).forEach(flows::put);
    follow("p1", "p2", "p3", "p4");
    hot("p1", "p3");
    for (String patient : List.of("p1", "p2", "p3", "p4")) {
      ehr.put(Roster.condition("c-" + patient, patient, "first"));
    }
  }

  @Test
  void theHotSetAndTheRestOfTheRosterAreTwoFlows() {
    assertEquals(5, flows.of("elm").size());
    run(Roster.HOT);
    assertEquals(List.of("c-p1", "c-p3"), queued());
    assertEquals(Optional.of(NOON), flow(Roster.HOT).lastCompleteWindow());
    assertEquals(NOON.plusSeconds(295), flow(Roster.HOT).due());
    assertEquals(Checkpoint.START, flow(Roster.HOT).checkpoint());

    run(Roster.REST);
    assertEquals(List.of("c-p2", "c-p4"), queued());
    assertEquals(NOON.plus(Duration.ofHours(24)).minusSeconds(5), flow(Roster.REST).due());
  }

  @Test
  void aQuietWindowCostsOneCallForEachHotPatientAndWritesNothingOfThem() {
    run(Roster.HOT);
    queued();
    later(Duration.ofMinutes(5));
    int calls = ehr.calls().size();
    int puts = listings.puts();
    long version = flow(Roster.HOT).version();

    run(Roster.HOT);

    assertEquals(calls + 2, ehr.calls().size());
    assertEquals(puts, listings.puts());
    assertEquals(List.of(), queued());
    assertEquals(version + 2, flow(Roster.HOT).version(), "it is taken and put down");
    assertEquals(Optional.of(NOON.plusSeconds(300)), flow(Roster.HOT).lastCompleteWindow());
  }

  @Test
  void onlyWhatIsNewOrChangedIsQueuedWithItsContent() {
    run(Roster.HOT);
    queued();
    later(Duration.ofMinutes(5));
    ehr.put(Roster.condition("c-p1", "p1", "first")); // stamped anew, and nothing else
    ehr.put(Roster.condition("c-p3", "p3", "second"));
    ehr.put(Roster.condition("new", "p3", "first"));

    run(Roster.HOT);

    List<Change> changes = MemoryQueues.drain(queues.changes);
    assertEquals(List.of("c-p3", "new"), changes.stream().map(Change::sourceId).toList());
    assertEquals(List.of(Change.Origin.POLL, Change.Origin.POLL), changes.stream().map(Change::origin).toList());
    assertTrue(changes.getFirst().body().contains("second"));
    assertEquals(clock.millis(), changes.getFirst().fetchStart());
  }

  @Test
  void whatAListingLacksIsHandedOverAsAHintAndOnlyOnce() {
    run(Roster.HOT);
    queued();
    later(Duration.ofMinutes(5));
    ehr.delete("Condition", "c-p1");

    run(Roster.HOT);

    Change suspect = MemoryQueues.drain(queues.changes).getFirst();
    assertEquals("Condition", suspect.resourceType());
    assertEquals("c-p1", suspect.sourceId());
    assertNull(suspect.body());
    later(Duration.ofMinutes(5));
    run(Roster.HOT);
    assertEquals(List.of(), queued());
  }

  @Test
  void whoMovesIntoTheHotSetIsNotListedAsNew() {
    run(Roster.HOT);
    run(Roster.REST);
    queued();
    hot("p2");
    later(Duration.ofMinutes(5));
    int calls = ehr.calls().size();
    run(Roster.HOT);
    assertEquals(List.of(), queued());
    assertEquals(calls + 3, ehr.calls().size());
  }

  @Test
  void aSubjectOfSeveralPagesIsListedToItsEndBeforeAnythingIsMissed() {
    fill("p1", 8);
    run(Roster.HOT);
    assertEquals(10, queued().size());
    later(Duration.ofMinutes(5));
    ehr.delete("Condition", "p1-0");
    ehr.delete("Condition", "p1-7");
    run(Roster.HOT);
    assertEquals(List.of("p1-0", "p1-7"), queued());
  }

  @Test
  void aWindowGoesOnWithinASubjectAfterItsWorkerWasKilled() {
    fill("p1", 8);
    assertThrows(IllegalStateException.class, () -> act(dying(3)).run(window(Roster.HOT), deadline()));
    Flow left = flow(Roster.HOT);
    assertEquals(Optional.of("p1"), left.checkpoint().walk().subject());
    assertEquals(2, left.checkpoint().pages());
    assertTrue(left.checkpoint().next().isPresent());

    later(Duration.ofSeconds(46)); // its lease has ended
    run(Roster.HOT);

    assertEquals(List.of("c-p1", "c-p3", "p1-0", "p1-1", "p1-2", "p1-3", "p1-4", "p1-5", "p1-6", "p1-7"), queued());
    assertEquals(1, ehr.calls(Verb.SEARCH).stream().filter(one -> one.query().startsWith("patient=p1&")).count());
    assertEquals(Optional.of(NOON), flow(Roster.HOT).lastCompleteWindow());
    later(Duration.ofMinutes(5));
    ehr.delete("Condition", "p1-0"); // of a page that the killed worker had read
    run(Roster.HOT);
    assertEquals(List.of("p1-0"), queued());
  }

  @Test
  void theListingIsKeptOnlyOnceTheQueueHasTakenWhatItSays() {
    assertThrows(IllegalStateException.class, () -> act(dying(1)).run(window(Roster.HOT), deadline()));
    assertEquals(0, listings.puts());
    later(Duration.ofSeconds(46));
    run(Roster.HOT);
    assertEquals(List.of("c-p1", "c-p3"), queued());
  }

  @Test
  void aPatientWhomTheEhrRefusesStopsNobodyElse() {
    run(Roster.HOT);
    queued();
    later(Duration.ofMinutes(5));
    ehr.put(Roster.condition("c-p3", "p3", "second"));
    ehr.failNext(Verb.SEARCH, EhrFailure.Kind.FORBIDDEN);

    run(Roster.HOT);

    assertEquals(List.of("c-p3"), queued());
    assertEquals(1, flow(Roster.HOT).checkpoint().walk().skipped());
    assertEquals(Optional.empty(), flow(Roster.HOT).failure());
    assertEquals(Optional.of(clock.instant()), flow(Roster.HOT).lastCompleteWindow());
    later(Duration.ofMinutes(5));
    run(Roster.HOT);
    assertEquals(0, flow(Roster.HOT).checkpoint().walk().skipped());
    assertEquals(List.of(), queued(), "whoever was passed over has lost nothing");
  }

  @Test
  void aWindowOfWhichEveryoneIsRefusedIsNotWhole() {
    ehr.failNext(Verb.SEARCH, EhrFailure.Kind.FORBIDDEN);
    ehr.failNext(Verb.SEARCH, EhrFailure.Kind.FORBIDDEN);
    run(Roster.HOT);
    assertEquals(Optional.of("REFUSED"), flow(Roster.HOT).failure());
    assertEquals(Optional.empty(), flow(Roster.HOT).lastCompleteWindow());
    assertEquals(Optional.of(NOON), flow(Roster.HOT).checkpoint().started());
    assertEquals(NOON.plusSeconds(300), flow(Roster.HOT).due());
  }

  @Test
  void aWindowStopsWhereItStandsWhileTheEhrIsAway() {
    ehr.beforeNext(Verb.SEARCH, () -> ehr.beforeNext(Verb.SEARCH, () -> ehr.away(true)));
    run(Roster.HOT);
    assertEquals(Optional.of("UNREACHABLE"), flow(Roster.HOT).failure());
    assertEquals(Optional.of("p3"), flow(Roster.HOT).checkpoint().walk().subject());
    ehr.away(false);
    later(Duration.ofSeconds(30));
    run(Roster.HOT);
    assertEquals(List.of("c-p1", "c-p3"), queued());
    assertEquals(3, ehr.calls().size(), "p1 is not asked for again");
    assertEquals(Optional.of(NOON), flow(Roster.HOT).lastCompleteWindow());
    assertEquals(Optional.empty(), flow(Roster.HOT).failure());
  }

  @Test
  void aPatientOfWhomTheEhrCannotMakeAPageIsPassedOverAtLast() {
    for (int attempt = 0; attempt < 3; attempt++) {
      ehr.failNext(Verb.SEARCH, EhrFailure.Kind.SERVER_ERROR);
      run(Roster.HOT);
      later(Duration.ofSeconds(30));
    }
    assertEquals(List.of("c-p3"), queued());
    assertEquals(1, flow(Roster.HOT).checkpoint().walk().skipped());
  }

  @Test
  void aLinkThatIsNoGoodAnyMoreListsTheSubjectAnew() {
    fill("p1", 4);
    ehr.failNext(Verb.FOLLOW, EhrFailure.Kind.GONE);
    run(Roster.HOT);
    assertEquals(Optional.of(NOON), flow(Roster.HOT).lastCompleteWindow());
    assertEquals(2, ehr.calls(Verb.SEARCH).stream().filter(one -> one.query().startsWith("patient=p1&")).count());
    queued();
    later(Duration.ofMinutes(5));
    run(Roster.HOT);
    assertEquals(List.of(), queued());
  }

  @Test
  void aLongRosterGoesOnByMessagesAndAChainOfThemHasABound() {
    List<String> many = IntStream.range(100, 150).mapToObj(n -> "q" + n).toList();
    follow(many.toArray(String[]::new));
    run(Roster.REST);
    assertEquals(List.of(window(Roster.REST)), queues.windows);
    assertEquals(20, flow(Roster.REST).checkpoint().pages());
    while (!queues.windows.isEmpty()) {
      MemoryQueues.drain(queues.windows).forEach(one -> act(queues.changeQueue).run(one, deadline()));
    }
    assertEquals(NOON.plusSeconds(30), flow(Roster.REST).due(), "a chain has at most forty pages here, then a tick goes on");
    later(Duration.ofSeconds(30));
    run(Roster.REST);
    assertEquals(Optional.of(NOON), flow(Roster.REST).lastCompleteWindow());
    assertEquals(52, ehr.calls().size());
    assertEquals(List.of("c-p2", "c-p4"), queued());
  }

  @Test
  void slidingDatesMakeNoSuspectsAndANearOneThatIsGoneIs() {
    roster.follow("elm", "fhir", Kind.PRACTITIONER, List.of("d1"));
    ehr.put(Roster.appointment("past", "d1", NOON.minus(Duration.ofHours(23))));
    ehr.put(Roster.appointment("near", "d1", NOON.plus(Duration.ofDays(3))));
    ehr.put(Roster.appointment("moved", "d1", NOON.plus(Duration.ofDays(4))));
    ehr.put(Roster.appointment("far", "d1", NOON.plus(Duration.ofDays(100))));
    ehr.put(Roster.appointment("beyond", "d1", NOON.plus(Duration.ofDays(300))));
    run(Roster.NEAR);
    assertEquals(List.of("moved", "near", "past"), queued());
    run(Roster.FAR);
    assertEquals(List.of("far"), queued());

    later(Duration.ofHours(2)); // past has slid out
    run(Roster.NEAR);
    assertEquals(List.of(), queued());

    ehr.delete("Appointment", "near");
    ehr.put(Roster.appointment("moved", "d1", NOON.plus(Duration.ofDays(50))));
    later(Duration.ofMinutes(5));
    run(Roster.NEAR);
    List<Change> suspects = MemoryQueues.drain(queues.changes);
    assertEquals(List.of("moved", "near"), suspects.stream().map(Change::sourceId).toList());
    suspects.forEach(one -> assertNull(one.body()));
    later(Duration.ofHours(24));
    run(Roster.FAR);
    assertEquals(List.of("moved"), queued(), "the far one was listed before");
  }

  @Test
  void whatIsOfThePracticeIsListedByItsIds() {
    roster.follow("elm", "fhir", Kind.LOCATION, List.of("north", "south"));
    ehr.put("{\"resourceType\":\"Location\",\"id\":\"north\"}");
    ehr.put("{\"resourceType\":\"Location\",\"id\":\"elsewhere\"}");
    run(Roster.SITES);
    assertEquals(List.of("north"), queued());
    assertEquals("_id=south&_count=3", ehr.calls().getLast().query());
  }

  @Test
  void aHotSetOfNobodyIsFresh() {
    roster.leave("elm", "fhir", Kind.PATIENT, List.of("p1", "p3"));
    run(Roster.HOT);
    assertTrue(ehr.calls().isEmpty());
    assertEquals(Optional.of(NOON), flow(Roster.HOT).lastCompleteWindow());
  }

  private void follow(String... patients) {
    roster.follow("elm", "fhir", Kind.PATIENT, List.of(patients));
  }

  private void hot(String... patients) {
    List.of(patients).forEach(one -> roster.hot("elm", "fhir", one, List.of(TODAY)));
  }

  private void fill(String patient, int conditions) {
    IntStream.range(0, conditions).forEach(n -> ehr.put(Roster.condition(patient + "-" + n, patient, "first")));
  }

  private void later(Duration time) {
    clock.advance(time);
  }

  private List<String> queued() {
    return MemoryQueues.drain(queues.changes).stream().map(Change::sourceId).distinct().sorted().toList();
  }

  private Flow flow(FlowId id) {
    return flows.find(id).orElseThrow();
  }

  private static FlowWindow window(FlowId id) {
    return new FlowWindow("elm", id.label());
  }

  private Instant deadline() {
    return clock.instant().plusSeconds(25);
  }

  private void run(FlowId id) {
    act(queues.changeQueue).run(window(id), deadline());
  }

  /** A queue that dies at the n-th batch. */
  private ChangeQueue dying(int batch) {
    int[] sent = {0};
    return changes -> {
      if (++sent[0] == batch) {
        throw new IllegalStateException("the worker is killed");
      }
      queues.changeQueue.send(changes);
    };
  }

  private ScheduledPollingAct act(ChangeQueue changes) {
    ScheduledPollingConfig settings = Sample.Settings.pages(3, 40);
    FlowLease lease = new FlowLease(flows, settings, clock);
    Relisting relisting =
        new Relisting(lease, roster, listings, ehr, changes, queues.pollQueue, settings, TimeScale.REAL, clock);
    return new ScheduledPollingAct(flows, connections, Roster.PACKAGES, ehr, changes, queues.pollQueue, lease, relisting,
        new Exporting(lease, flows, new MemoryBulk(), changes, queues.pollQueue, settings, TimeScale.REAL, clock),
        new Feeding(lease, new MemoryFeed(clock), changes, queues.pollQueue, settings, TimeScale.REAL, clock),
        SubscriptionBench.idle(lease, flows, settings, clock), settings, TimeScale.REAL, clock);
  }
}
