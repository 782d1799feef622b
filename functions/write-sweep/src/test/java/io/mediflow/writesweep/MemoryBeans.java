package io.mediflow.writesweep;

import io.mediflow.model.watch.Rollups;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.model.write.NudgeQueue;
import io.mediflow.model.write.WriteLedger;
import io.mediflow.testkit.memory.MemoryAuditLog;
import io.mediflow.testkit.memory.MemoryLedger;
import io.mediflow.testkit.memory.MemoryQueues;
import io.mediflow.testkit.memory.MemoryRollups;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The ports in memory, instead of the real ones. */
@Alternative
@Priority(1)
@Singleton
class MemoryBeans {

  final MemoryQueues queues = new MemoryQueues();

  @Produces
  @Singleton
  WriteLedger ledger() {
    return new MemoryLedger(new MemoryAuditLog());
  }

  @Produces
  @Singleton
  NudgeQueue nudges() {
    return queues.nudgeQueue;
  }

  @Produces
  @Singleton
  Rollups rollups() {
    return new MemoryRollups();
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  TimeScale scale() {
    return TimeScale.REAL;
  }
}
