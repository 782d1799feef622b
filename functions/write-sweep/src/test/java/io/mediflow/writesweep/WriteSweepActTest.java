package io.mediflow.writesweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.write.Nudge;
import io.mediflow.model.write.WriteState;
import io.mediflow.testkit.memory.MemoryAuditLog;
import io.mediflow.testkit.memory.MemoryLedger;
import io.mediflow.testkit.memory.MemoryQueues;
import io.mediflow.testkit.memory.TestClock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteSweepActTest {

  private static final Instant NOW = Instant.parse("2026-03-02T10:05:00Z");

  private final MemoryLedger ledger = new MemoryLedger(new MemoryAuditLog());
  private final MemoryQueues queues = new MemoryQueues();

  private record Config(int pageSize, int pages) implements WriteSweepConfig {}

  private WriteSweepAct act(int pageSize, int pages) {
    return new WriteSweepAct(ledger, queues.nudgeQueue, new Config(pageSize, pages), new TestClock(NOW));
  }

  @Test
  void whatIsDueIsNudgedOnceWhateverHoldsItUp() {
    Sample.accept(ledger, "received", "1", WriteState.RECEIVED, NOW);
    Sample.accept(ledger, "dead", "2", WriteState.CLAIMED, NOW.minusSeconds(9));
    Sample.accept(ledger, "sent", "3", WriteState.SENT, NOW.minusSeconds(8));
    Sample.accept(ledger, "unknown", "4", WriteState.UNKNOWN, NOW.minusSeconds(7));
    Sample.accept(ledger, "unknown", "5", WriteState.RECEIVED, NOW.minusSeconds(6));
    Sample.accept(ledger, "later", "6", WriteState.RECEIVED, NOW.plusSeconds(1));
    Sample.accept(ledger, "settled", "7", WriteState.CONFIRMED, null);

    act(2, 10).sweep(null);

    assertEquals(List.of("dead", "sent", "unknown", "received"),
        queues.nudges.stream().map(Nudge::orderKey).toList());
  }

  @Test
  void oneSweepTakesABoundedNumberOfPages() {
    for (int i = 0; i < 10; i++) {
      Sample.accept(ledger, "k" + i, "" + i, WriteState.RECEIVED, NOW.minusSeconds(i));
    }
    act(2, 3).sweep(null);
    assertEquals(6, queues.nudges.size());
  }

  @Test
  void nothingDueSendsNothing() {
    act(2, 3).sweep(null);
    assertTrue(queues.nudges.isEmpty());
  }
}
