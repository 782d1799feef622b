package io.mediflow.heartbeat;

import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.ehr.Ehr;
import io.mediflow.model.ehr.Signer;
import io.mediflow.model.watch.HeartbeatQueue;
import io.mediflow.model.watch.Rollups;
import io.mediflow.model.watch.StatusStore;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.Packages;
import io.mediflow.testkit.ehr.MemoryEhr;
import io.mediflow.testkit.memory.MemoryConnectionStore;
import io.mediflow.testkit.memory.MemoryRollups;
import io.mediflow.testkit.memory.MemorySigner;
import io.mediflow.testkit.memory.MemoryStatusStore;
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

  @Produces
  @Singleton
  ConnectionStore connections() {
    return new MemoryConnectionStore();
  }

  @Produces
  @Singleton
  HeartbeatQueue queue() {
    return new Sample.Queue();
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
  Ehr ehr() {
    return new MemoryEhr();
  }

  @Produces
  @Singleton
  Signer signer() {
    return new MemorySigner().with("key-1", Signer.Algorithm.ES384, null);
  }

  @Produces
  @Singleton
  Packages packages() {
    return Sample.PACKAGES;
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
