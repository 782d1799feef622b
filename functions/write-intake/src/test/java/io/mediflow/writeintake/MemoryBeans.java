package io.mediflow.writeintake;

import io.mediflow.model.connection.ApplicationStore;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.write.AuditLog;
import io.mediflow.model.write.NudgeQueue;
import io.mediflow.model.write.WriteLedger;
import io.mediflow.testkit.memory.MemoryApplicationStore;
import io.mediflow.testkit.memory.MemoryAuditLog;
import io.mediflow.testkit.memory.MemoryConnectionStore;
import io.mediflow.testkit.memory.MemoryLedger;
import io.mediflow.testkit.memory.MemoryQueues;
import io.mediflow.testkit.memory.MemoryRecordStore;
import io.mediflow.model.watch.Rollups;
import io.mediflow.model.watch.TimeScale;
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
  final MemoryAuditLog audit = new MemoryAuditLog();

  @Produces
  @Singleton
  ApplicationStore applications() {
    return new MemoryApplicationStore();
  }

  @Produces
  @Singleton
  ConnectionStore connections() {
    return new MemoryConnectionStore();
  }

  @Produces
  @Singleton
  RecordStore records() {
    return new MemoryRecordStore(Clock.systemUTC());
  }

  @Produces
  @Singleton
  AuditLog audit() {
    return audit;
  }

  @Produces
  @Singleton
  WriteLedger ledger() {
    return new MemoryLedger(audit);
  }

  @Produces
  @Singleton
  NudgeQueue nudges() {
    return queues.nudgeQueue;
  }

  @Produces
  @Singleton
  RecordIds ids() {
    return Sample.IDS;
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
