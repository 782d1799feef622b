package io.mediflow.freshnesscheck;

import io.mediflow.model.change.FlowStore;
import io.mediflow.model.change.PendingFetchStore;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.record.QuarantineStore;
import io.mediflow.model.watch.FreshnessQueue;
import io.mediflow.model.watch.Notifier;
import io.mediflow.model.watch.Rollups;
import io.mediflow.model.watch.StatusStore;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.model.write.WriteLedger;
import io.mediflow.packages.Packages;
import io.mediflow.testkit.memory.MemoryAuditLog;
import io.mediflow.testkit.memory.MemoryConnectionStore;
import io.mediflow.testkit.memory.MemoryFlowStore;
import io.mediflow.testkit.memory.MemoryLedger;
import io.mediflow.testkit.memory.MemoryPendingFetchStore;
import io.mediflow.testkit.memory.MemoryQuarantineStore;
import io.mediflow.testkit.memory.MemoryRollups;
import io.mediflow.testkit.memory.MemoryStatusStore;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** The ports in memory, instead of the real ones. */
@Alternative
@Priority(1)
@Singleton
class MemoryBeans {

  @Produces
  @Singleton
  ConnectionStore connections() {
    return new MemoryConnectionStore();
  }

  @Produces
  @Singleton
  FreshnessQueue queue() {
    return new Sample.Queue();
  }

  @Produces
  @Singleton
  Notifier notifier() {
    return new Sample.Told();
  }

  @Produces
  @Singleton
  StatusStore status() {
    return new MemoryStatusStore();
  }

  @Produces
  @Singleton
  Rollups rollups() {
    return new MemoryRollups();
  }

  @Produces
  @Singleton
  FlowStore flows() {
    return new MemoryFlowStore();
  }

  @Produces
  @Singleton
  PendingFetchStore pending() {
    return new MemoryPendingFetchStore();
  }

  @Produces
  @Singleton
  QuarantineStore quarantine() {
    return new MemoryQuarantineStore();
  }

  @Produces
  @Singleton
  WriteLedger ledger() {
    return new MemoryLedger(new MemoryAuditLog());
  }

  @Produces
  @Singleton
  Packages packages() {
    return new Packages(List.of());
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
