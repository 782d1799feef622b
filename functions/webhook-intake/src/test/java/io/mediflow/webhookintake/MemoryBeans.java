package io.mediflow.webhookintake;

import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.EventNumbers;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.change.SubscriptionStore;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.outbound.OutboundMessages;
import io.mediflow.model.store.Secrets;
import io.mediflow.model.watch.Rollups;
import io.mediflow.model.watch.StatusStore;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.Packages;
import io.mediflow.testkit.memory.MemoryConnectionStore;
import io.mediflow.testkit.memory.MemoryEventNumbers;
import io.mediflow.testkit.memory.MemoryFlowStore;
import io.mediflow.testkit.memory.MemoryOutboundMessages;
import io.mediflow.testkit.memory.MemoryQueues;
import io.mediflow.testkit.memory.MemoryRollups;
import io.mediflow.testkit.memory.MemorySecrets;
import io.mediflow.testkit.memory.MemoryStatusStore;
import io.mediflow.testkit.memory.MemorySubscriptionStore;
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

  static final MemoryQueues QUEUES = new MemoryQueues();
  static final MemoryOutboundMessages OUTBOUND = new MemoryOutboundMessages();

  @Produces
  @Singleton
  ConnectionStore connections() {
    MemoryConnectionStore connections = new MemoryConnectionStore();
    connections.put(Sample.connection("elm", false));
    connections.put(Sample.connection("fir", Sample.LANTERN, "fhir"));
    connections.put(Sample.connection("yew", Sample.FEED, "feed"));
    return connections;
  }

  @Produces
  @Singleton
  Secrets secrets() {
    return new MemorySecrets().with("hook-elm", Sample.SECRET).with("hook-fir", Signed.KEY).with("hook-yew", Sample.SECRET);
  }

  @Produces
  @Singleton
  ChangeQueue queue() {
    return changes -> QUEUES.changeQueue.send(changes);
  }

  @Produces
  @Singleton
  StatusStore status() {
    return new MemoryStatusStore();
  }

  @Produces
  @Singleton
  FlowStore flows() {
    return new MemoryFlowStore();
  }

  @Produces
  @Singleton
  SubscriptionStore subscriptions() {
    return new MemorySubscriptionStore();
  }

  @Produces
  @Singleton
  EventNumbers numbers() {
    return new MemoryEventNumbers();
  }

  @Produces
  @Singleton
  OutboundMessages outbound() {
    return OUTBOUND;
  }

  @Produces
  @Singleton
  Packages packages() {
    return Sample.PACKAGES;
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
    return Clock.systemUTC();
  }
}
