package io.mediflow.scheduledpolling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowWindow;
import io.mediflow.model.change.Reconciliation;
import io.mediflow.model.change.Reconciliation.Found;
import io.mediflow.model.change.Reconciliation.Gap;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.Lane;
import io.mediflow.model.record.Crosswalk;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.record.StoredRecord.Ending;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.NightlyPlan;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec;
import io.mediflow.testkit.ehr.MemoryEhr;
import io.mediflow.testkit.ehr.MemoryEhr.Verb;
import io.mediflow.testkit.memory.MemoryConnectionStore;
import io.mediflow.testkit.memory.MemoryCrosswalk;
import io.mediflow.testkit.memory.MemoryFlowStore;
import io.mediflow.testkit.memory.MemoryListingStore;
import io.mediflow.testkit.memory.MemoryQueues;
import io.mediflow.testkit.memory.MemoryReconciliationStore;
import io.mediflow.testkit.memory.MemoryRecordStore;
import io.mediflow.testkit.memory.TestClock;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReconcileActTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final FlowId FLOW = new FlowId("elm", "fhir", RecordType.PATIENT, FlowId.Scope.RECONCILE);
  private static final FlowWindow WINDOW = new FlowWindow("elm", FLOW.label());

  /** Lists only what is active, so that a resource may be read that no listing has. */
  private static final EhrPackage EHR = new EhrPackage("invented", "1.0.0", "An invented EHR", Sample.EHR.interfaces(), List.of(
      new RecordSpec(RecordType.PATIENT, "fhir", Sample.PATIENT.table(), Sample.PATIENT.strategies(), "status=active", 10,
          Duration.ofMinutes(2), Duration.ofMinutes(1))), Map.of(), Map.of(), List.of(), Sample.EHR.facts());

  private record Settings(Duration longest, int attempts, int heldPageSize, int idsAtOnce) implements ReconcileConfig {}

  private final TestClock clock = new TestClock(NOW);
  private final MemoryConnectionStore connections = new MemoryConnectionStore();
  private final MemoryFlowStore flows = new MemoryFlowStore();
  private final MemoryQueues queues = new MemoryQueues();
  private final MemoryEhr ehr = new MemoryEhr(clock);
  private final MemoryRecordStore records = new MemoryRecordStore(clock);
  private final MemoryCrosswalk crosswalk = new MemoryCrosswalk();
  private final MemoryListingStore listings = new MemoryListingStore();
  private final MemoryReconciliationStore reports = new MemoryReconciliationStore();
  private final RecordIds ids = new RecordIds(new byte[32]);
  private final Set<String> changed = new HashSet<>();
  private Duration nights = Duration.ofHours(6);
  private int heldPages;

  @BeforeEach
  void connect() {
    connections.put(Sample.connection("elm", false, 0));
    NightlyPlan.flows(connections.find("elm").orElseThrow(), EHR, NOW).forEach(flows::put);
    IntStream.range(0, 35).forEach(n -> {
      ehr.put(patient("p" + n, "active"), NOW.minusSeconds(9000 - n));
      hold("p" + n, Ending.ACTIVE, NOW.minusSeconds(9000 - n));
    });
    clock.advance(Duration.between(NOW, flow().due()));
  }

  @Test
  void whatIsAsItWasCostsItsPagesAndNothingElse() {
    run(act());
    assertEquals(new Found(35, 0, 0, 0, 0), report().found());
    assertEquals(Optional.empty(), report().gap());
    assertTrue(queues.changes.isEmpty());
    assertEquals(4, ehr.calls().size());
    assertTrue(ehr.calls().stream().allMatch(one -> one.lane() == Lane.LATER));
    assertEquals(NightlyPlan.next(connections.find("elm").orElseThrow(), clock.instant()), flow().due());
    assertEquals(Checkpoint.START, flow().checkpoint());
  }

  @Test
  void whatWasLostIsAskedForByItsIdAndNothingIsSaidOfItBefore() {
    loseSome();
    run(act());
    assertEquals(new Found(32, 2, 1, 0, 2), report().found());
    assertEquals(changed, asked());
    assertTrue(ehr.calls(Verb.READ).isEmpty(), "the fetch path reads");
    assertEquals(Ending.ACTIVE, records.find("elm", name("p7")).orElseThrow().ending());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aKilledComparisonGoesOnWhereItStood(int seed) {
    loseSome();
    DeadlyClock deadly = new DeadlyClock(clock, seed);
    int kills = 0;
    for (int run = 0; run < 300 && report().ended().isEmpty(); run++) {
      try {
        act(deadly, 11).run(WINDOW, clock.instant().plusSeconds(25));
      } catch (DeadlyClock.Killed killed) {
        kills++;
      }
      queues.windows.clear();
      clock.advance(Duration.ofSeconds(46)); // the lease of who died ends
    }
    assertTrue(kills > 0, "nobody was killed");
    assertEquals(new Found(32, 2, 1, 0, 2), report().found(), "a page that is done once more is not counted once more");
    assertEquals(changed, asked());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 20, 34, 36, 1000})
  void theMemoryThatIdsTakeIsBoundedAndTheOutcomeIsTheSame(int idsAtOnce) {
    loseSome();
    run(act(clock, idsAtOnce));
    assertEquals(new Found(32, 2, 1, 0, 2), report().found());
    assertEquals(changed, asked());
    assertEquals(5, heldPages, "each page of ours is read once, and the end is seen");
  }

  @Test
  void aComparisonThatHasNoTimeLeftSaysSo() {
    nights = Duration.ZERO;
    run(act());
    assertEquals(Optional.of(Gap.OUT_OF_TIME), report().gap());
    assertEquals(Optional.empty(), flow().lastCompleteWindow());
    assertTrue(flow().due().isAfter(clock.instant()), "it begins anew in the next night");
  }

  @Test
  void aListingThatIsCutOffRepairsWhatItShowedAndConcludesNothingFromTheRest() {
    ehr.put(patient("p2", "active"), NOW.minusSeconds(8998).plusMillis(1)); // newer than ours, on the first page
    ehr.delete("Patient", "p7");
    for (int attempt = 0; attempt < 3; attempt++) {
      ehr.failNext(Verb.FOLLOW, Kind.SERVER_ERROR);
      run(act());
      clock.advance(Duration.ofSeconds(30));
    }
    assertEquals(Optional.of(Gap.SEARCH_FAILED), report().gap());
    assertTrue(report().ended().isPresent());
    assertEquals(new Found(9, 0, 1, 0, 0), report().found());
    assertEquals(Set.of("p2"), asked());
    assertEquals(Optional.empty(), flow().lastCompleteWindow());
    assertEquals(Optional.empty(), flow().failure());
    assertTrue(flow().due().isAfter(clock.instant().plus(Duration.ofHours(20))), "it is tried again in the next night");
  }

  @Test
  void aRefusedSearchIsSaid() {
    ehr.failNext(Verb.SEARCH, Kind.FORBIDDEN);
    run(act());
    assertEquals(Optional.of(Gap.SEARCH_FAILED), report().gap());
    assertEquals(Found.NOTHING, report().found());
    assertTrue(queues.changes.isEmpty());
  }

  @Test
  void anEhrThatWasAwayIsComparedWhenItIsBack() {
    ehr.away(true);
    run(act());
    assertEquals(Optional.of("UNREACHABLE"), flow().failure());
    ehr.away(false);
    clock.advance(Duration.ofSeconds(30));
    run(act());
    assertEquals(35, report().found().compared());
    assertEquals(Optional.empty(), report().gap());
  }

  @Test
  void aLostLinkBeginsTheListingOnceMore() {
    loseSome();
    ehr.failNext(Verb.FOLLOW, Kind.GONE);
    run(act());
    assertEquals(new Found(32, 2, 1, 0, 2), report().found());
    assertEquals(Optional.empty(), report().gap());
  }

  @Test
  void whatHasNeitherTimeNorVersionGoesWithItsContent() {
    records.put(stored("p40", Ending.ACTIVE, OptionalLong.empty()));
    ehr.put(patient("p40", "active"), NOW.minusSeconds(1));
    run(act());
    assertEquals(new Found(35, 0, 0, 1, 0), report().found());
    Change one = MemoryQueues.drain(queues.changes).getFirst();
    assertEquals("p40", one.sourceId());
    assertTrue(one.body().contains("p40"));
    assertEquals(Change.Origin.RECONCILIATION, one.origin());
  }

  @Test
  void whatIsKnownByAnotherNameIsNotMissing() {
    StoredRecord joined = stored("p50", Ending.ACTIVE, OptionalLong.of(NOW.minusSeconds(70).toEpochMilli()));
    String other = ids.recordId("elm", "feed", RecordType.PATIENT, "MRN-1");
    records.put(joined.under(other).of(Map.of("fhir", joined, "feed", stored("MRN-1", Ending.ACTIVE, OptionalLong.empty()))));
    crosswalk.lead("elm", name("p50"), other, Crosswalk.Kind.JOINED);
    ehr.put(patient("p50", "active"), NOW.minusSeconds(70));
    run(act());
    assertEquals(new Found(36, 0, 0, 0, 0), report().found());
    assertTrue(queues.changes.isEmpty());
  }

  @Test
  void whatOnlyAnotherInterfaceToldIsNotLookedForHere() {
    StoredRecord feed = stored("MRN-2", Ending.ACTIVE, OptionalLong.empty());
    records.put(new StoredRecord("elm", RecordType.PATIENT, "fed", new StoredRecord.Source("feed", "PID", "MRN-2", ""),
        feed.lastUpdated(), feed.fetchStart(), feed.fetchedAt(), "hash", "invented@1.0.0", Map.of(), List.of(), Set.of(),
        Ending.ACTIVE, "", false, 0));
    run(act());
    assertEquals(new Found(35, 0, 0, 0, 0), report().found());
  }

  @Test
  void aPausedConnectionIsLeftUntilTheNextNight() {
    connections.put(Sample.connection("elm", true, 1));
    run(act());
    assertTrue(ehr.calls().isEmpty());
    assertEquals(NightlyPlan.next(connections.find("elm").orElseThrow(), clock.instant()), flow().due());
    assertEquals(Optional.empty(), reports.find(FLOW));
  }

  /** A missed create, a stale version, one that we took for gone, one that vanished, and one that only the listing lacks. */
  private void loseSome() {
    ehr.put(patient("p35", "active"), NOW.minusSeconds(60));
    ehr.put(patient("p3", "active"), NOW.minusSeconds(50));
    ehr.put(patient("p36", "active"), NOW.minusSeconds(40));
    hold("p36", Ending.NOT_VISIBLE, NOW.minusSeconds(40));
    ehr.delete("Patient", "p7");
    ehr.put(patient("p9", "retired"), NOW.minusSeconds(8991));
    changed.addAll(Set.of("p35", "p3", "p36", "p7", "p9"));
  }

  private void hold(String id, Ending ending, Instant lastUpdated) {
    records.put(stored(id, ending, OptionalLong.of(lastUpdated.toEpochMilli())));
  }

  private StoredRecord stored(String id, Ending ending, OptionalLong lastUpdated) {
    return new StoredRecord("elm", RecordType.PATIENT, name(id), new StoredRecord.Source("fhir", "Patient", id, ""), lastUpdated,
        NOW.minusSeconds(5).toEpochMilli(), NOW, "hash", "invented@1.0.0", Map.of(), List.of(), Set.of(), ending, "", false, 0);
  }

  private String name(String id) {
    return ids.recordId("elm", "fhir", RecordType.PATIENT, id);
  }

  private static String patient(String id, String status) {
    return "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\",\"status\":\"" + status + "\"}";
  }

  private Set<String> asked() {
    List<Change> all = MemoryQueues.drain(queues.changes);
    all.forEach(one -> {
      assertEquals(Change.Origin.RECONCILIATION, one.origin());
      assertEquals(null, one.body());
    });
    return all.stream().map(Change::sourceId).collect(Collectors.toSet());
  }

  private Reconciliation report() {
    return reports.find(FLOW).orElseGet(() -> Reconciliation.begun(FLOW, Instant.EPOCH));
  }

  private Flow flow() {
    return flows.find(FLOW).orElseThrow();
  }

  private void run(ReconcileAct act) {
    queues.windows.add(WINDOW);
    while (!queues.windows.isEmpty()) {
      MemoryQueues.drain(queues.windows).forEach(one -> act.run(one, clock.instant().plusSeconds(25)));
    }
  }

  private RecordStore counting() {
    return (RecordStore) Proxy.newProxyInstance(RecordStore.class.getClassLoader(), new Class<?>[] {RecordStore.class}, (self, method, arguments) -> {
      heldPages += method.getName().equals("feed") ? 1 : 0;
      return method.invoke(records, arguments);
    });
  }

  private ReconcileAct act() {
    return act(clock, 1000);
  }

  private ReconcileAct act(Clock time, int idsAtOnce) {
    ReconcileConfig nightly = new Settings(nights, 3, 10, idsAtOnce);
    ScheduledPollingConfig settings = Sample.Settings.usual();
    Comparing comparing = new Comparing(ehr, new Held(counting(), crosswalk, ids), nightly, time);
    return new ReconcileAct(flows, connections, new Packages(List.of(EHR)), comparing, reports, listings, queues.changeQueue,
        queues.pollQueue, new FlowLease(flows, settings, time), settings, nightly, TimeScale.REAL, time);
  }
}
