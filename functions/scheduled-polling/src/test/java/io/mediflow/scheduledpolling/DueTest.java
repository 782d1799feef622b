package io.mediflow.scheduledpolling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowWindow;
import io.mediflow.model.change.PendingFetch;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.FlowPlan;
import io.mediflow.testkit.memory.MemoryFlowStore;
import io.mediflow.testkit.memory.MemoryPendingFetchStore;
import io.mediflow.testkit.memory.MemoryQueues;
import io.mediflow.testkit.memory.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DueTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  private final TestClock clock = new TestClock(NOW);
  private final MemoryFlowStore flows = new MemoryFlowStore();
  private final MemoryPendingFetchStore pending = new MemoryPendingFetchStore();
  private final MemoryQueues queues = new MemoryQueues();
  private final Due due = new Due(flows, pending, queues.pollQueue, queues.changeQueue, Sample.Settings.usual(), new TimeScale(10), clock);

  @Test
  void aTickQueuesWhatIsDueOldestFirstAndNoMoreThanItMay() {
    for (int n = 0; n < 7; n++) {
      FlowPlan.flows(Sample.connection("c" + n, false, 0), Sample.EHR, NOW.minusSeconds(n)).forEach(flows::put);
    }
    FlowPlan.flows(Sample.connection("later", false, 0), Sample.EHR, NOW.plusSeconds(1)).forEach(flows::put);
    due.tick();
    String label = new FlowId("any", "fhir", RecordType.PATIENT, FlowId.Scope.WHOLE).label();
    assertEquals(List.of("c6", "c5", "c4", "c3", "c2", "c1").stream().map(one -> new FlowWindow(one, label)).toList(), queues.windows);
  }

  @Test
  void aTickSendsOneMarker() {
    due.tick();
    assertEquals(List.of(Change.marker("marker-" + NOW.toEpochMilli(), NOW.toEpochMilli())), queues.changes);
  }

  @Test
  void pendingFetchesThatAreDueGoToTheChangeQueueOnce() {
    for (int n = 0; n < 5; n++) {
      Change change = new Change("id" + n, Change.Origin.NOTIFICATION, "elm", "fhir", "Patient", "p" + n, null, null, 5, 3);
      pending.put(new PendingFetch("elm", "r" + n, RecordType.PATIENT, change, NOW.minusSeconds(60), n == 4 ? NOW.plusSeconds(1) : NOW));
    }
    due.tick();
    List<Change> sent = MemoryQueues.drain(queues.changes).stream().filter(one -> one.origin() == Change.Origin.PENDING_FETCH).toList();
    assertEquals(List.of("p0", "p1", "p2", "p3"), sent.stream().map(Change::sourceId).sorted().toList());
    sent.forEach(one -> assertEquals(3, one.attempts()));
    assertEquals(NOW.minusSeconds(60), pending.oldest("elm", Set.of(RecordType.PATIENT)).get(RecordType.PATIENT));

    clock.advance(Duration.ofSeconds(29)); // five minutes are thirty seconds at this scale
    due.tick();
    assertEquals(List.of("p4"), MemoryQueues.drain(queues.changes).stream()
        .filter(one -> one.origin() == Change.Origin.PENDING_FETCH).map(Change::sourceId).toList());
    clock.advance(Duration.ofSeconds(1));
    due.tick();
    assertEquals(4, queues.changes.stream().filter(one -> one.origin() == Change.Origin.PENDING_FETCH).count());
  }
}
