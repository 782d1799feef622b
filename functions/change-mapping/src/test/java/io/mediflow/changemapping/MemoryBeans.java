package io.mediflow.changemapping;

import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.change.PendingFetchStore;
import io.mediflow.model.change.ReconciliationStore;
import io.mediflow.model.change.RosterStore;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.ehr.Ehr;
import io.mediflow.model.ehr.Signer;
import io.mediflow.model.ehr.TokenStore;
import io.mediflow.model.record.Crosswalk;
import io.mediflow.model.record.EventBus;
import io.mediflow.model.record.QuarantineStore;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.store.Bodies;
import io.mediflow.model.watch.Rollups;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.testkit.memory.MemoryReconciliationStore;
import io.mediflow.testkit.memory.MemoryRollups;
import io.mediflow.testkit.memory.MemorySigner;
import io.mediflow.testkit.memory.MemoryTokenStore;
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

  static final Bench BENCH = new Bench();

  @Produces
  @Singleton
  ConnectionStore connections() {
    return BENCH.connections;
  }

  @Produces
  @Singleton
  RecordStore records() {
    return BENCH.records;
  }

  @Produces
  @Singleton
  FlowStore flows() {
    return BENCH.flows;
  }

  @Produces
  @Singleton
  Crosswalk crosswalk() {
    return BENCH.crosswalk;
  }

  @Produces
  @Singleton
  ChangeQueue changeQueue() {
    return BENCH.queues.changeQueue;
  }

  @Produces
  @Singleton
  RosterStore roster() {
    return BENCH.roster;
  }

  @Produces
  @Singleton
  PendingFetchStore pending() {
    return BENCH.pending;
  }

  @Produces
  @Singleton
  QuarantineStore quarantine() {
    return BENCH.quarantine;
  }

  @Produces
  @Singleton
  Bodies bodies() {
    return BENCH.bodies;
  }

  @Produces
  @Singleton
  EventBus events() {
    return BENCH.events;
  }

  @Produces
  @Singleton
  Ehr ehr() {
    return BENCH.ehr;
  }

  @Produces
  @Singleton
  RecordIds ids() {
    return BENCH.ids;
  }

  @Produces
  @Singleton
  TokenStore tokens() {
    return new MemoryTokenStore();
  }

  @Produces
  @Singleton
  Signer signer() {
    return new MemorySigner();
  }

  @Produces
  @Singleton
  ReconciliationStore reconciliations() {
    return new MemoryReconciliationStore();
  }

  @Produces
  @Singleton
  Rollups rollups() {
    return new MemoryRollups();
  }

  @Produces
  @Singleton
  TimeScale scale() {
    return TimeScale.REAL;
  }

  @Produces
  @Singleton
  Clock clock() {
    return BENCH.clock;
  }
}
