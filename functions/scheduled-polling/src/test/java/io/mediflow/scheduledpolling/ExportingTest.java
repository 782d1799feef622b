package io.mediflow.scheduledpolling;

import static io.mediflow.testkit.ehr.MemoryBulk.resource;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.Checkpoint.Export;
import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowWindow;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.BulkEhr.Holds;
import io.mediflow.model.ehr.BulkEhr.Level;
import io.mediflow.model.ehr.BulkEhr.Line;
import io.mediflow.model.ehr.BulkEhr.Place;
import io.mediflow.model.ehr.BulkEhr.Wanted;
import io.mediflow.model.ehr.EhrFailure.Issue;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.Bulk;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Facts;
import io.mediflow.packages.FlowPlan;
import io.mediflow.packages.MappingTable;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec.ChangeStrategy;
import io.mediflow.packages.RecordSpec;
import io.mediflow.testkit.ehr.MemoryBulk;
import io.mediflow.testkit.ehr.MemoryEhr;
import io.mediflow.testkit.ehr.MemoryFeed;
import io.mediflow.testkit.memory.MemoryConnectionStore;
import io.mediflow.testkit.memory.MemoryFlowStore;
import io.mediflow.testkit.memory.MemoryListingStore;
import io.mediflow.testkit.memory.MemoryQueues;
import io.mediflow.testkit.memory.MemoryRosterStore;
import io.mediflow.testkit.memory.TestClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportingTest {

  private static final Instant NOON = Instant.parse("2026-03-02T17:00:00Z");
  private static final Instant THEIRS = NOON.minusSeconds(3);
  private static final FlowId PATIENTS = new FlowId("elm", "fhir", RecordType.PATIENT, Scope.WHOLE);
  private static final FlowId CONDITIONS = new FlowId("elm", "fhir", RecordType.CONDITION, Scope.WHOLE);

  private final TestClock clock = new TestClock(NOON);
  private final MemoryConnectionStore connections = new MemoryConnectionStore();
  private final MemoryFlowStore flows = new MemoryFlowStore();
  private final MemoryQueues queues = new MemoryQueues();
  private final MemoryBulk bulk = new MemoryBulk();
  private EhrPackage ehr = ehr(true);

  @BeforeEach
  void connect() {
    connections.put(connection("group-1"));
    FlowPlan.flows(connections.find("elm").orElseThrow(), ehr, NOON).forEach(flows::put);
    bulk.ready(1, THEIRS);
  }

  @Test
  void anExportIsAskedForLookedAtTakenAndEnded() {
    bulk.file(Holds.RESOURCES, resource("Patient", "a"), resource("Patient", "b"), resource("Patient", "c"), resource("Patient", "d"));
    run(PATIENTS);
    assertEquals(List.of(new Wanted(Level.GROUP, "group-1", List.of("Patient"), Optional.empty(), true)), bulk.asked());
    assertEquals(NOON.plusSeconds(30), flow(PATIENTS).due());
    assertTrue(flow(PATIENTS).holder().isEmpty(), "no invocation waits");

    later(Duration.ofSeconds(30));
    run(PATIENTS);
    assertEquals(Optional.of(100), flow(PATIENTS).checkpoint().export().orElseThrow().percent());
    later(Duration.ofSeconds(30));
    run(PATIENTS);

    List<Change> changes = MemoryQueues.drain(queues.changes);
    assertEquals(List.of("a", "b", "c", "d"), changes.stream().map(Change::sourceId).toList());
    assertEquals(NOON.toEpochMilli(), changes.getFirst().fetchStart(), "it is as new as the export's beginning");
    assertEquals(1, bulk.ended().size());
    Flow whole = flow(PATIENTS);
    assertEquals(Checkpoint.idle(Optional.of(THEIRS)), whole.checkpoint());
    assertEquals(Optional.of(NOON), whole.lastCompleteWindow());
    assertEquals(NOON.plus(Duration.ofHours(1)).minusSeconds(5), whole.due());
  }

  @Test
  void theNextOneIsOfWhatHasChangedWhereTheEhrTakesThat() {
    whole();
    later(Duration.ofHours(1));
    run(PATIENTS);
    assertEquals(Optional.of(THEIRS.minusSeconds(120)), bulk.asked().getLast().since());

    ehr = ehr(false);
    bulk.forget();
    flows.put(moved(flow(PATIENTS), Checkpoint.idle(Optional.of(THEIRS))));
    later(Duration.ofSeconds(30));
    run(PATIENTS);
    assertEquals(Optional.empty(), bulk.asked().getLast().since());
  }

  @Test
  void aKilledWorkerIsFollowedByOneThatGoesOnMidFile() {
    bulk.file(Holds.RESOURCES, IntStream.range(0, 10).mapToObj(one -> resource("Patient", "p" + one)).toArray(Line[]::new));
    ready(PATIENTS);
    assertThrows(IllegalStateException.class, () -> act(dying(3)).run(window(PATIENTS), deadline()));
    Export left = flow(PATIENTS).checkpoint().export().orElseThrow();
    assertEquals(6, left.lines());
    assertEquals(Optional.of(10L), left.total());

    later(Duration.ofSeconds(46)); // its lease has ended
    run(PATIENTS);

    assertEquals(List.of(Place.START, new Place(6, true)), bulk.places());
    assertEquals(IntStream.range(0, 10).mapToObj(one -> "p" + one).toList(), queued());
    assertEquals(Optional.of(THEIRS), flow(PATIENTS).checkpoint().watermark());
  }

  @Test
  void aRunThatIsLongEnoughHandsOnToTheNext() {
    bulk.file(Holds.RESOURCES, IntStream.range(0, 7).mapToObj(one -> resource("Patient", "p" + one)).toArray(Line[]::new));
    ready(PATIENTS);
    act(changes -> {
      queues.changeQueue.send(changes);
      later(Duration.ofSeconds(13));
    }).run(window(PATIENTS), deadline());
    assertEquals(6, flow(PATIENTS).checkpoint().export().orElseThrow().lines());
    assertEquals(clock.instant(), flow(PATIENTS).due());
    assertEquals(List.of(window(PATIENTS)), MemoryQueues.drain(queues.windows));
    run(PATIENTS);
    assertEquals(7, queued().size());
    assertEquals(Optional.of(THEIRS), flow(PATIENTS).checkpoint().watermark());
  }

  @Test
  void deletionsAreHintsAndWhatWasNotExportedIsCounted() {
    bulk.file(Holds.RESOURCES, resource("Patient", "a"), resource("Device", "d"), resource("", ""));
    bulk.file(Holds.DELETIONS, new Line.Deleted(List.of("Patient/b", "Patient/c")));
    bulk.file(Holds.REFUSALS, new Line.Refused(), new Line.Refused());
    ready(PATIENTS);
    run(PATIENTS);
    List<Change> changes = MemoryQueues.drain(queues.changes);
    assertEquals(4, changes.size(), "what nobody follows is left out, what nobody can place is set aside later");
    assertEquals(List.of("b", "c"), changes.subList(2, 4).stream().map(Change::sourceId).toList());
    assertNull(changes.getLast().body());
    assertEquals(2, flow(PATIENTS).checkpoint().walk().skipped());
    assertEquals(Optional.of(THEIRS), flow(PATIENTS).checkpoint().watermark());
  }

  @Test
  void flowsTakeTurnsWhereTheEhrMakesOneExportAtATime() {
    run(PATIENTS);
    run(CONDITIONS);
    assertEquals(1, bulk.asked().size());
    assertEquals(NOON.plusSeconds(30), flow(CONDITIONS).due());
    assertEquals(Optional.empty(), flow(CONDITIONS).failure());
    later(Duration.ofSeconds(30));
    run(PATIENTS);
    later(Duration.ofSeconds(30));
    run(PATIENTS);
    run(CONDITIONS);
    assertEquals(List.of("Condition"), bulk.asked().getLast().types());
    assertEquals(2, bulk.asked().size());
  }

  @Test
  void ofAJobThatNoFlowKnowsTheNextOneWaits() {
    bulk.start(null, new Wanted(Level.SYSTEM, "", List.of(), Optional.empty(), false));
    run(PATIENTS);
    assertEquals(Optional.empty(), flow(PATIENTS).failure());
    assertEquals(NOON.plus(Duration.ofMinutes(10)), flow(PATIENTS).due());
    assertEquals(Optional.of(NOON), flow(PATIENTS).checkpoint().started());
  }

  @Test
  void aJobThatIsGoneOrHasFailedBeginsAnew() {
    run(PATIENTS);
    bulk.forget();
    later(Duration.ofSeconds(30));
    run(PATIENTS);
    assertEquals(Optional.of("NOT_FOUND"), flow(PATIENTS).failure());
    assertEquals(Optional.empty(), flow(PATIENTS).checkpoint().export());
    later(Duration.ofMinutes(10));
    run(PATIENTS);
    assertEquals(2, bulk.asked().size());
    bulk.failNext(new EhrFailure(Kind.SERVER_ERROR, 500, List.of(), Optional.empty()));
    later(Duration.ofSeconds(30));
    run(PATIENTS);
    assertEquals(Optional.empty(), flow(PATIENTS).checkpoint().export());
    assertEquals(2, bulk.ended().size(), "the EHR is told that nobody needs it");
  }

  @Test
  void anEhrThatIsAwayKeepsItsJob() {
    run(PATIENTS);
    for (EhrFailure away : List.of(
        EhrFailure.of(Kind.UNREACHABLE), new EhrFailure(Kind.SERVER_ERROR, 503, List.of(), Optional.empty()),
        new EhrFailure(Kind.SERVER_ERROR, 500, List.of(new Issue("transient", "", "")), Optional.empty()))) {
      bulk.failNext(away);
      later(Duration.ofSeconds(30));
      run(PATIENTS);
      assertEquals(Optional.of(away.kind().name()), flow(PATIENTS).failure());
      assertTrue(flow(PATIENTS).checkpoint().export().isPresent());
    }
  }

  @Test
  void filesThatNobodyGetsThroughAreGivenUp() {
    run(PATIENTS);
    later(Duration.ofHours(24));
    run(PATIENTS);
    assertEquals(Optional.of("TOO_LATE"), flow(PATIENTS).failure());
    assertTrue(flow(PATIENTS).checkpoint().export().isEmpty(), "another one is asked for");
  }

  @Test
  void aJobThatRunsForEverIsGivenUp() {
    bulk.ready(9, THEIRS);
    run(PATIENTS);
    later(Duration.ofHours(24));
    run(PATIENTS);
    assertEquals(Optional.of("TOO_LATE"), flow(PATIENTS).failure());
    assertEquals(1, bulk.ended().size());
  }

  @Test
  void aFileThatFailsIsTriedAgainAndAtLastExportedAnew() {
    bulk.file(Holds.RESOURCES, resource("Patient", "a"));
    bulk.ready(0, THEIRS);
    run(PATIENTS);
    for (int attempt = 1; attempt <= 3; attempt++) {
      later(Duration.ofSeconds(30));
      bulk.failFile(EhrFailure.of(Kind.GONE));
      run(PATIENTS);
      assertEquals(attempt < 3, flow(PATIENTS).checkpoint().export().isPresent());
    }
    assertEquals(Optional.of("GONE"), flow(PATIENTS).failure());
    later(Duration.ofMinutes(10));
    run(PATIENTS);
    later(Duration.ofSeconds(30));
    run(PATIENTS);
    assertEquals(List.of("a"), queued());
  }

  @Test
  void aFileThatEndsBeforeItsCountIsTriedAgainAndBelievedAtLast() {
    bulk.file(Holds.RESOURCES, 2, resource("Patient", "a"));
    ready(PATIENTS);
    for (int attempt = 1; attempt < 3; attempt++) {
      run(PATIENTS);
      assertEquals(Optional.of("BROKEN"), flow(PATIENTS).failure());
      later(Duration.ofSeconds(30));
    }
    run(PATIENTS);
    assertEquals(Optional.of(THEIRS), flow(PATIENTS).checkpoint().watermark());
    assertEquals(List.of("a"), queued());
  }

  @Test
  void aClockThatRunsAheadMakesNoWatermark() {
    bulk.ready(0, NOON.plus(Duration.ofHours(3)));
    whole();
    assertEquals(Optional.of(NOON), flow(PATIENTS).checkpoint().watermark());
  }

  @Test
  void withoutAGroupThereIsNoFlow() {
    assertEquals(List.of(), FlowPlan.flows(connection(""), ehr, NOON));
  }

  private void ready(FlowId flow) {
    bulk.ready(0, THEIRS);
    run(flow);
    later(Duration.ofSeconds(30));
  }

  private void whole() {
    run(PATIENTS);
    for (int look = 0; look < 2; look++) {
      later(Duration.ofSeconds(30));
      run(PATIENTS);
    }
  }

  private static Flow moved(Flow flow, Checkpoint checkpoint) {
    return new Flow(flow.id(), checkpoint, flow.due(), Optional.empty(), flow.lastCompleteWindow(), flow.lastNotification(),
        Optional.empty(), flow.version());
  }

  private List<String> queued() {
    return MemoryQueues.drain(queues.changes).stream().map(Change::sourceId).toList();
  }

  private Flow flow(FlowId id) {
    return flows.find(id).orElseThrow();
  }

  private void run(FlowId id) {
    act(queues.changeQueue).run(window(id), deadline());
  }

  private Instant deadline() {
    return clock.instant().plusSeconds(25);
  }

  private static FlowWindow window(FlowId id) {
    return new FlowWindow(id.connection(), id.label());
  }

  private void later(Duration time) {
    clock.advance(time);
  }

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
    ScheduledPollingConfig settings = Sample.Settings.usual();
    FlowLease lease = new FlowLease(flows, settings, clock);
    MemoryEhr none = new MemoryEhr(clock);
    Relisting relisting = new Relisting(lease, new MemoryRosterStore(), new MemoryListingStore(), none, changes, queues.pollQueue,
        settings, TimeScale.REAL, clock);
    return new ScheduledPollingAct(flows, connections, new Packages(List.of(ehr)), none, changes, queues.pollQueue, lease, relisting,
        new Exporting(lease, flows, bulk, changes, queues.pollQueue, settings, TimeScale.REAL, clock),
        new Feeding(lease, new MemoryFeed(clock), changes, queues.pollQueue, settings, TimeScale.REAL, clock),
        SubscriptionBench.idle(lease, flows, settings, clock), settings, TimeScale.REAL, clock);
  }

  private static Connection connection(String group) {
    return new Connection("elm", "Practice elm", "invented", 1, ZoneId.of("America/New_York"), List.of(new EhrInterface(
        "fhir", URI.create("https://ehr.example/fhir"), "client", "key-1", List.of(), "",
        group.isEmpty() ? Map.of() : Map.of("group", group), Map.of())), false, 0);
  }

  private static EhrPackage ehr(boolean since) {
    return new EhrPackage("invented", "1.0.0", "An invented EHR", Sample.EHR.interfaces(),
        List.of(spec(RecordType.PATIENT, "Patient", since), spec(RecordType.CONDITION, "Condition", since)),
        Map.of(), Map.of(), List.of(), Facts.NONE);
  }

  private static RecordSpec spec(RecordType type, String resource, boolean since) {
    return new RecordSpec(type, "fhir", new MappingTable(type, resource, List.of()), Set.of(ChangeStrategy.BULK_SINCE), "", 3,
        Duration.ofMinutes(2), Duration.ofHours(1), "", Optional.empty(), Optional.of(new Bulk(Level.GROUP, since, true, true)));
  }
}
