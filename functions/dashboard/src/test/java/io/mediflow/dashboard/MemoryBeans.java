package io.mediflow.dashboard;

import io.mediflow.model.change.FlowStore;
import io.mediflow.model.change.PendingFetchStore;
import io.mediflow.model.change.ReconciliationStore;
import io.mediflow.model.connection.ApplicationStore;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.ehr.Signer;
import io.mediflow.model.record.QuarantineStore;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.store.Sessions;
import io.mediflow.model.watch.Rollups;
import io.mediflow.model.watch.StatusStore;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.model.write.AuditLog;
import io.mediflow.model.write.WriteLedger;
import io.mediflow.packages.Packages;
import io.mediflow.testkit.memory.MemoryPendingFetchStore;
import io.mediflow.testkit.memory.MemoryReconciliationStore;
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

  private final Practice practice = new Practice().well();

  @Produces
  @Singleton
  ConnectionStore connections() {
    return practice.connections;
  }

  @Produces
  @Singleton
  ApplicationStore applications() {
    return practice.applications;
  }

  @Produces
  @Singleton
  Sessions sessions() {
    return practice.sessions;
  }

  @Produces
  @Singleton
  Signer signer() {
    return practice.signer.with("key-1", Signer.Algorithm.ES384, null);
  }

  @Produces
  @Singleton
  RecordStore records() {
    practice.record(Practice.ID, java.util.Set.of());
    return practice.records;
  }

  @Produces
  @Singleton
  AuditLog audit() {
    return practice.audit;
  }

  @Produces
  @Singleton
  FlowStore flows() {
    return practice.flows;
  }

  @Produces
  @Singleton
  ReconciliationStore reconciliations() {
    return new MemoryReconciliationStore();
  }

  @Produces
  @Singleton
  PendingFetchStore pending() {
    return new MemoryPendingFetchStore();
  }

  @Produces
  @Singleton
  StatusStore status() {
    return practice.status;
  }

  @Produces
  @Singleton
  Rollups rollups() {
    return practice.rollups;
  }

  @Produces
  @Singleton
  QuarantineStore quarantine() {
    return practice.quarantine;
  }

  @Produces
  @Singleton
  WriteLedger ledger() {
    return practice.ledger;
  }

  @Produces
  @Singleton
  Packages packages() {
    return new Packages(List.of());
  }

  @Produces
  @Singleton
  Clock clock() {
    return practice.clock;
  }

  @Produces
  @Singleton
  TimeScale scale() {
    return TimeScale.REAL;
  }
}
