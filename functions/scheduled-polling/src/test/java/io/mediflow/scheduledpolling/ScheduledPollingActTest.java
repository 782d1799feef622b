package io.mediflow.scheduledpolling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowWindow;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.Lane;
import io.mediflow.model.record.RecordType;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScheduledPollingActTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final FlowId FLOW = new FlowId("elm", "fhir", RecordType.PATIENT, FlowId.Scope.WHOLE);
  private static final FlowWindow WINDOW = new FlowWindow("elm", FLOW.label());

  private final TestClock clock = new TestClock(NOW);
  private final MemoryConnectionStore connections = new MemoryConnectionStore();
  private final MemoryFlowStore flows = new MemoryFlowStore();
  private final MemoryQueues queues = new MemoryQueues();
  private final MemoryEhr ehr = new MemoryEhr(clock);

  @BeforeEach
  void connect() {
    connections.put(Sample.connection("elm", false, 0));
    FlowPlan.flows(connections.find("elm").orElseThrow(), Sample.EHR, NOW).forEach(flows::put);
  }

  @Test
  void theFirstWindowQueuesEverythingAndTheNextOnlyWhatChanged() {
    fill(25, NOW.minusSeconds(86_400));
    act().run(WINDOW, deadline());
    assertEquals(ids(0, 25), queued());
    Flow flow = flow();
    assertEquals(Optional.of(NOW), flow.checkpoint().watermark());
    assertEquals(Optional.of(NOW), flow.lastCompleteWindow());
    assertEquals(NOW.plusSeconds(55), flow.due());
    assertEquals(Optional.empty(), flow.holder());

    clock.advance(Duration.ofMinutes(1));
    ehr.put(Sample.patient("p3"));
    act().run(WINDOW, deadline());
    assertEquals(Set.of("p3"), queued());
    assertEquals(Optional.of(NOW.plusSeconds(60)), flow().checkpoint().watermark());
  }

  @Test
  void aLongWindowGoesOnByMessagesAndEndsWhole() {
    fill(75, NOW.minusSeconds(60));
    act().run(WINDOW, deadline());
    assertEquals(30, queues.changes.size());
    assertEquals(List.of(WINDOW), queues.windows);
    assertEquals(Optional.empty(), flow().checkpoint().watermark());
    assertEquals(30, flow().checkpoint().queued());

    clock.advance(Duration.ofSeconds(20));
    while (!queues.windows.isEmpty()) {
      MemoryQueues.drain(queues.windows).forEach(one -> act().run(one, deadline()));
    }
    assertEquals(ids(0, 75), queued());
    assertEquals(Optional.of(NOW), flow().lastCompleteWindow(), "a window counts from its start");
    assertEquals(NOW.plusSeconds(55), flow().due());
  }

  @Test
  void aChainOfMessagesHasABoundAndTheTickGoesOn() {
    fill(75, NOW.minusSeconds(60));
    var settings = Sample.Settings.pages(3, 3);
    act(settings, queues.changeQueue).run(WINDOW, deadline());
    assertTrue(queues.windows.isEmpty());
    assertEquals(NOW.plusSeconds(60), flow().due());
    act(settings, queues.changeQueue).run(WINDOW, deadline());
    assertEquals(30, queues.changes.size());

    for (int interval = 0; interval < 2; interval++) {
      clock.advance(Duration.ofMinutes(1));
      act(settings, queues.changeQueue).run(WINDOW, deadline());
    }
    assertEquals(ids(0, 75), queued());
    assertEquals(Optional.of(NOW), flow().lastCompleteWindow());
  }

  @Test
  void nobodyElseRunsALeasedWindowUntilItsLeaseEnds() {
    fill(25, NOW.minusSeconds(60));
    ehr.beforeNext(Verb.FOLLOW, () -> {
      int before = ehr.calls().size();
      act().run(WINDOW, deadline());
      assertEquals(before, ehr.calls().size());
    });
    act().run(WINDOW, deadline());
    assertEquals(25, queues.changes.size());
  }

  @Test
  void whoLosesItsLeaseStopsAndNothingIsLost() {
    fill(25, NOW.minusSeconds(60));
    ehr.beforeNext(Verb.FOLLOW, () -> {
      clock.advance(Duration.ofSeconds(50));
      act().run(WINDOW, clock.instant().plusSeconds(25));
    });
    act().run(WINDOW, deadline());
    assertEquals(ids(0, 25), queued());
    assertEquals(Optional.of(NOW), flow().lastCompleteWindow());
    assertEquals(Optional.empty(), flow().holder());
  }

  @Test
  void aFailedPageFailsTheWindowAndItGoesOnLater() {
    fill(25, NOW.minusSeconds(60));
    ehr.failNext(Verb.FOLLOW, Kind.UNREACHABLE);
    act().run(WINDOW, deadline());
    assertEquals(Optional.of("UNREACHABLE"), flow().failure());
    assertEquals(Optional.empty(), flow().checkpoint().watermark());
    assertEquals(NOW.plusSeconds(30), flow().due());
    assertEquals(Optional.empty(), flow().lastCompleteWindow());

    clock.advance(Duration.ofSeconds(30));
    act().run(WINDOW, deadline());
    assertEquals(ids(0, 25), queued());
    assertEquals(1, ehr.calls(Verb.SEARCH).size());
    assertEquals(Optional.empty(), flow().failure());
    assertEquals(Optional.of(NOW), flow().lastCompleteWindow());
  }

  @Test
  void aFirstLoadLeavesRoomForWhatIsOfToday() {
    act().run(WINDOW, deadline());
    clock.advance(Duration.ofMinutes(2));
    act().run(WINDOW, deadline());
    assertEquals(List.of(Lane.LATER, Lane.SOON), ehr.calls(Verb.SEARCH).stream().map(MemoryEhr.Call::lane).toList());
  }

  @Test
  void anExpiredLinkStartsTheWindowAgainFromTheWatermark() {
    fill(25, NOW.minusSeconds(60));
    ehr.failNext(Verb.FOLLOW, Kind.GONE);
    act().run(WINDOW, deadline());
    clock.advance(Duration.ofSeconds(30));
    act().run(WINDOW, deadline());
    assertEquals(2, ehr.calls(Verb.SEARCH).size());
    assertEquals(ids(0, 25), queued());
    assertEquals(Optional.of(NOW), flow().lastCompleteWindow(), "a first sync counts from its first attempt");

    clock.advance(Duration.ofMinutes(1));
    fill(25, clock.instant());
    ehr.failNext(Verb.FOLLOW, Kind.GONE);
    act().run(WINDOW, deadline());
    clock.advance(Duration.ofSeconds(30));
    act().run(WINDOW, deadline());
    assertEquals(Optional.of(NOW.plusSeconds(120)), flow().lastCompleteWindow());
  }

  @Test
  void anEhrWhoseClockIsAheadDoesNotTakeTheWatermarkWithIt() {
    MemoryEhr ahead = new MemoryEhr(new TestClock(NOW.plusSeconds(3600)));
    ahead.put(Sample.patient("p0"), NOW.minusSeconds(90));
    ahead.put(Sample.patient("p1"), NOW.plusSeconds(3600));
    act(Sample.Settings.usual(), queues.changeQueue, ahead).run(WINDOW, deadline());
    assertEquals(ids(0, 2), queued());
    assertEquals(Optional.of(NOW.minusSeconds(90)), flow().checkpoint().watermark());

    // A clock that is ahead by no more than the overlap is believed.
    clock.advance(Duration.ofMinutes(1));
    MemoryEhr near = new MemoryEhr(new TestClock(NOW.plusSeconds(180)));
    act(Sample.Settings.usual(), queues.changeQueue, near).run(WINDOW, deadline());
    assertEquals(Optional.of(NOW.plusSeconds(180)), flow().checkpoint().watermark());
  }

  @Test
  void anEntryThatNobodyCanPlaceIsQueuedWithoutAnIdAndTheWindowEndsWhole() {
    var page = new EhrPage(List.of(entry("Patient", ""), entry("", "2"), entry("Device", ""), entry("Patient", "p1")),
        Optional.empty(), Optional.of(NOW));
    var changes = Changes.followed(FLOW, Sample.EHR, page).stream().map(one -> Changes.of(FLOW, one, NOW.toEpochMilli())).toList();
    assertEquals(List.of("Patient/null", "null/2", "Patient/p1"),
        changes.stream().map(one -> one.resourceType() + "/" + one.sourceId()).toList());
    assertEquals(3, changes.stream().map(Change::id).distinct().count());
  }

  private static EhrPage.Entry entry(String type, String id) {
    return new EhrPage.Entry(type, id, Optional.empty(), (type + id).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFirstSyncThatKeepsFailingIsAsOldAsItsFirstAttempt() {
    ehr.away(true);
    for (int minute = 0; minute < 20; minute++) {
      act().run(WINDOW, deadline());
      assertEquals(Optional.of(NOW), flow().checkpoint().started());
      clock.advance(Duration.ofMinutes(1));
    }
    assertEquals(Optional.empty(), flow().lastCompleteWindow());
    ehr.away(false);
    fill(3, NOW);
    act().run(WINDOW, deadline());
    assertEquals(ids(0, 3), queued());
    assertEquals(Checkpoint.idle(Optional.of(clock.instant())), flow().checkpoint());
  }

  @Test
  void theCheckpointDoesNotMoveBeforeTheQueueHasTakenThePage() {
    fill(25, NOW.minusSeconds(60));
    assertThrows(IllegalStateException.class, () -> act(Sample.Settings.usual(), changes -> {
      throw new IllegalStateException("the queue is away");
    }).run(WINDOW, deadline()));
    assertEquals(0, flow().checkpoint().pages());
    clock.advance(Duration.ofSeconds(45));
    act().run(WINDOW, deadline());
    assertEquals(ids(0, 25), queued());
  }

  @Test
  void pausedOrUnknownConnectionsAreNotCalledAndDoNotStandInTheWay() {
    connections.put(Sample.connection("elm", true, 1));
    act().run(WINDOW, deadline());
    assertTrue(ehr.calls().isEmpty());
    assertEquals(NOW.plusSeconds(300), flow().due());

    FlowId lost = new FlowId("oak", "fhir", RecordType.PATIENT, FlowId.Scope.WHOLE);
    FlowPlan.flows(Sample.connection("oak", false, 0), Sample.EHR, NOW).forEach(flows::put);
    act().run(new FlowWindow("oak", lost.label()), deadline());
    assertEquals(Optional.of("NOT_SUPPORTED"), flows.find(lost).orElseThrow().failure());
    assertEquals(NOW.plusSeconds(300), flows.find(lost).orElseThrow().due());
    act().run(new FlowWindow("ash", lost.label()), deadline());
  }

  @Test
  void aWindowThatIsNotReachedInTimeStaysDue() {
    act().run(WINDOW, NOW);
    assertTrue(ehr.calls().isEmpty());
    assertEquals(NOW, flow().due());
  }

  private void fill(int count, Instant lastUpdated) {
    IntStream.range(0, count).forEach(n -> ehr.put(Sample.patient("p" + n), lastUpdated));
  }

  private static Set<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(n -> "p" + n).collect(Collectors.toSet());
  }

  private Set<String> queued() {
    List<Change> changes = MemoryQueues.drain(queues.changes);
    changes.forEach(one -> assertTrue(one.body().contains(one.sourceId())));
    return changes.stream().map(Change::sourceId).collect(Collectors.toSet());
  }

  private Flow flow() {
    return flows.find(FLOW).orElseThrow();
  }

  private Instant deadline() {
    return act().deadline();
  }

  private ScheduledPollingAct act() {
    return act(Sample.Settings.usual(), queues.changeQueue);
  }

  private ScheduledPollingAct act(ScheduledPollingConfig settings, ChangeQueue changes) {
    return act(settings, changes, ehr);
  }

  private ScheduledPollingAct act(ScheduledPollingConfig settings, ChangeQueue changes, MemoryEhr ehr) {
    FlowLease lease = new FlowLease(flows, settings, clock);
    Relisting relisting = new Relisting(lease, new MemoryRosterStore(), new MemoryListingStore(), ehr, changes, queues.pollQueue,
        settings, TimeScale.REAL, clock);
    return new ScheduledPollingAct(flows, connections, Sample.PACKAGES, ehr, changes, queues.pollQueue, lease, relisting,
        new Exporting(lease, flows, new MemoryBulk(), changes, queues.pollQueue, settings, TimeScale.REAL, clock),
        new Feeding(lease, new MemoryFeed(clock), changes, queues.pollQueue, settings, TimeScale.REAL, clock),
        SubscriptionBench.idle(lease, flows, settings, clock), settings, TimeScale.REAL, clock);
  }
}
