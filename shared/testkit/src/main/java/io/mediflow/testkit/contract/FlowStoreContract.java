package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.record.RecordType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every flow store does. */
public abstract class FlowStoreContract {

  private final String connection = Samples.connection();
  private final Instant noon = Samples.NOON;

  protected abstract FlowStore store();

  @Test
  void aComparisonAtNightFallsDueAndIsNoFlowThatBringsChanges() {
    FlowStore store = store();
    FlowId night = new FlowId(Samples.connection(), "fhir", RecordType.PATIENT, FlowId.Scope.RECONCILE);
    store.put(flow(night, noon));
    assertEquals(List.of(), store.of(night.connection()));
    assertTrue(store.find(night).isPresent());
    assertTrue(store.dueNow(night, noon.minusSeconds(5)));
    assertEquals(noon.minusSeconds(5), store.find(night).orElseThrow().due());
  }

  @Test
  void keepsAFlowWhole() {
    FlowStore store = store();
    FlowId id = id(RecordType.PATIENT);
    Flow first = store.put(flow(id, noon)).orElseThrow();
    assertEquals(1, first.version());
    assertEquals(Optional.of(first), store.find(id));
    Checkpoint checkpoint = new Checkpoint(Optional.of(noon), Optional.of(noon.plusSeconds(1)), Optional.of("https://e/next"),
        Optional.of(noon.plusSeconds(2)), 3, 40, new Checkpoint.Walk(Optional.of("p1"), Optional.of("p2"), 2, 5),
        Optional.of(new Checkpoint.Export("https://e/job", noon, Optional.of(40), 1, 9_000_000_000L, true, 7, Optional.of(12L), 2)));
    Flow full = store.put(new Flow(id, checkpoint, noon.plusSeconds(5), Optional.of("holder"), Optional.of(noon),
        Optional.empty(), Optional.of("UNREACHABLE"), first.version())).orElseThrow();
    assertEquals(Optional.of(full), store.find(id));
    assertEquals(checkpoint, full.checkpoint());
    Flow bare = store.put(new Flow(id, Checkpoint.START, noon, Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.empty(), full.version())).orElseThrow();
    assertEquals(flow(id, noon).checkpoint(), bare.checkpoint());
    assertEquals(Optional.empty(), bare.holder());
    assertEquals(Optional.empty(), bare.failure());
    assertEquals(Optional.of(bare), store.find(id));
  }

  @Test
  void takesOnlyTheNextVersion() {
    FlowStore store = store();
    Flow first = store.put(flow(id(RecordType.PATIENT), noon)).orElseThrow();
    assertTrue(store.put(flow(id(RecordType.PATIENT), noon)).isEmpty());
    assertTrue(store.put(first).isPresent());
    assertTrue(store.put(first).isEmpty());
  }

  @Test
  void listsTheFlowsOfAConnection() {
    FlowStore store = store();
    store.put(flow(id(RecordType.PATIENT), noon));
    store.put(flow(id(RecordType.APPOINTMENT), noon));
    store.put(flow(new FlowId(Samples.connection(), "fhir", RecordType.PATIENT, FlowId.Scope.WHOLE), noon));
    assertEquals(List.of(id(RecordType.APPOINTMENT), id(RecordType.PATIENT)),
        store.of(connection).stream().map(Flow::id).toList());
  }

  @Test
  void aNotificationMovesForwardOnlyAndKeepsTheVersion() {
    FlowStore store = store();
    Flow first = store.put(flow(id(RecordType.PATIENT), noon)).orElseThrow();
    store.notified(first.id(), noon.plusSeconds(9));
    store.notified(first.id(), noon.plusSeconds(3));
    Flow notified = store.find(first.id()).orElseThrow();
    assertEquals(Optional.of(noon.plusSeconds(9)), notified.lastNotification());
    Flow second = store.put(notified).orElseThrow();
    assertEquals(Optional.of(noon.plusSeconds(9)), second.lastNotification());
    store.notified(id(RecordType.COVERAGE), noon);
    assertEquals(Optional.empty(), store.find(id(RecordType.COVERAGE)));
  }

  @Test
  void aWindowIsBroughtForwardUnlessOneIsUnderWayOrFailed() {
    FlowStore store = store();
    Instant sooner = noon.plusSeconds(60);
    Instant later = noon.plusSeconds(600);
    Flow idle = store.put(flow(id(RecordType.PATIENT), later)).orElseThrow();
    assertTrue(store.dueNow(idle.id(), sooner));
    Flow moved = store.find(idle.id()).orElseThrow();
    assertEquals(sooner, moved.due());
    assertEquals(idle.version(), moved.version());
    assertTrue(due(store, sooner).contains(idle.id()));
    assertTrue(store.dueNow(idle.id(), later));
    assertEquals(sooner, store.find(idle.id()).orElseThrow().due());

    Flow runs = store.put(moved(moved, later, Optional.of("holder"), Optional.empty())).orElseThrow();
    assertFalse(store.dueNow(runs.id(), sooner));
    assertEquals(later, store.find(runs.id()).orElseThrow().due());

    Flow rests = store.put(new Flow(runs.id(), new Checkpoint(Optional.empty(), Optional.of(noon), Optional.of("https://e/next"),
        Optional.empty(), 1, 9), later, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), runs.version())).orElseThrow();
    assertFalse(store.dueNow(rests.id(), sooner));
    assertEquals(later, store.find(rests.id()).orElseThrow().due());

    Flow over = new Flow(rests.id(), Checkpoint.START, later, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
        rests.version());
    Flow failed = store.put(moved(over, later, Optional.empty(), Optional.of("THROTTLED"))).orElseThrow();
    assertTrue(store.dueNow(failed.id(), sooner));
    assertEquals(later, store.find(failed.id()).orElseThrow().due());

    assertTrue(store.dueNow(id(RecordType.COVERAGE), sooner));
    assertEquals(Optional.empty(), store.find(id(RecordType.COVERAGE)));
  }

  @Test
  void findsWhatIsDueOldestFirstPageByPage() {
    FlowStore store = store();
    store.put(flow(id(RecordType.PATIENT), noon.plusSeconds(2)));
    store.put(flow(id(RecordType.APPOINTMENT), noon.plusSeconds(1)));
    store.put(flow(id(RecordType.COVERAGE), noon.plusSeconds(3)));
    store.put(flow(new FlowId(connection, "other", RecordType.PATIENT, FlowId.Scope.HOT), noon.plusSeconds(600)));
    assertEquals(List.of(id(RecordType.APPOINTMENT), id(RecordType.PATIENT), id(RecordType.COVERAGE)), due(store, noon.plusSeconds(3)));
  }

  @Test
  void theMarkerMovesForwardOnly() {
    FlowStore store = store();
    Instant later = noon.plusSeconds(store.lastMarker().map(at -> at.getEpochSecond() - noon.getEpochSecond() + 10).orElse(0L));
    store.markerSeen(later);
    store.markerSeen(later.minusSeconds(5));
    assertEquals(Optional.of(later), store.lastMarker());
  }

  private List<FlowId> due(FlowStore store, Instant now) {
    return Samples.all(cursor -> store.due(now, cursor, 1)).stream()
        .filter(one -> one.connection().equals(connection)).toList();
  }

  private static Flow moved(Flow flow, Instant due, Optional<String> holder, Optional<String> failure) {
    return new Flow(flow.id(), flow.checkpoint(), due, holder, flow.lastCompleteWindow(), flow.lastNotification(), failure,
        flow.version());
  }

  private FlowId id(RecordType type) {
    return new FlowId(connection, "fhir", type, FlowId.Scope.WHOLE);
  }

  private static Flow flow(FlowId id, Instant due) {
    return new Flow(id, Checkpoint.START, due, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0);
  }
}
