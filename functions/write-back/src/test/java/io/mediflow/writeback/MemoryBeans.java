package io.mediflow.writeback;

import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.ehr.Ehr;
import io.mediflow.model.ehr.Signer;
import io.mediflow.model.ehr.TokenStore;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.watch.Rollups;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.model.write.WriteLedger;
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

  final World world = new World();

  @Produces
  @Singleton
  WriteLedger ledger() {
    return world.ledger;
  }

  @Produces
  @Singleton
  ConnectionStore connections() {
    return world.connections;
  }

  @Produces
  @Singleton
  RecordStore records() {
    return world.records;
  }

  @Produces
  @Singleton
  ChangeQueue changes() {
    return world.queues.changeQueue;
  }

  @Produces
  @Singleton
  Ehr ehr() {
    return world.ehr;
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
  RecordIds ids() {
    return world.ids;
  }

  @Produces
  @Singleton
  Rollups rollups() {
    return new MemoryRollups();
  }

  @Produces
  @Singleton
  Clock clock() {
    return world.clock;
  }

  @Produces
  @Singleton
  TimeScale scale() {
    return TimeScale.REAL;
  }
}
