package io.mediflow.scheduledpolling;

import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.EventNumbers;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.change.ListingStore;
import io.mediflow.model.change.PendingFetchStore;
import io.mediflow.model.change.PollQueue;
import io.mediflow.model.change.ReconciliationStore;
import io.mediflow.model.change.RosterStore;
import io.mediflow.model.change.SubscriptionStore;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.ehr.BulkEhr;
import io.mediflow.model.ehr.Ehr;
import io.mediflow.model.ehr.FeedEhr;
import io.mediflow.model.ehr.Signer;
import io.mediflow.model.ehr.SubscriptionEhr;
import io.mediflow.model.ehr.TokenStore;
import io.mediflow.model.record.Crosswalk;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.store.Secrets;
import io.mediflow.model.watch.Rollups;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.Packages;
import io.mediflow.testkit.ehr.MemoryBulk;
import io.mediflow.testkit.ehr.MemoryEhr;
import io.mediflow.testkit.ehr.MemoryFeed;
import io.mediflow.testkit.ehr.MemorySubscriptions;
import io.mediflow.testkit.memory.MemoryConnectionStore;
import io.mediflow.testkit.memory.MemoryCrosswalk;
import io.mediflow.testkit.memory.MemoryEventNumbers;
import io.mediflow.testkit.memory.MemoryFlowStore;
import io.mediflow.testkit.memory.MemoryListingStore;
import io.mediflow.testkit.memory.MemoryPendingFetchStore;
import io.mediflow.testkit.memory.MemoryQueues;
import io.mediflow.testkit.memory.MemoryReconciliationStore;
import io.mediflow.testkit.memory.MemoryRecordStore;
import io.mediflow.testkit.memory.MemoryRollups;
import io.mediflow.testkit.memory.MemoryRosterStore;
import io.mediflow.testkit.memory.MemorySecrets;
import io.mediflow.testkit.memory.MemorySigner;
import io.mediflow.testkit.memory.MemorySubscriptionStore;
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

  static final MemoryQueues QUEUES = new MemoryQueues();
  static final MemoryEhr EHR = new MemoryEhr();

  @Produces
  @Singleton
  ConnectionStore connections() {
    return new MemoryConnectionStore();
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
  RosterStore roster() {
    return new MemoryRosterStore();
  }

  @Produces
  @Singleton
  ListingStore listings() {
    return new MemoryListingStore();
  }

  @Produces
  @Singleton
  ReconciliationStore reconciliations() {
    return new MemoryReconciliationStore();
  }

  @Produces
  @Singleton
  RecordStore records() {
    return new MemoryRecordStore(Clock.systemUTC());
  }

  @Produces
  @Singleton
  Crosswalk crosswalk() {
    return new MemoryCrosswalk();
  }

  @Produces
  @Singleton
  RecordIds recordIds() {
    return new RecordIds(new byte[32]);
  }

  @Produces
  @Singleton
  ChangeQueue changes() {
    return changes -> QUEUES.changeQueue.send(changes);
  }

  @Produces
  @Singleton
  PollQueue windows() {
    return window -> QUEUES.pollQueue.send(window);
  }

  @Produces
  @Singleton
  Ehr ehr() {
    return EHR;
  }

  @Produces
  @Singleton
  BulkEhr bulk() {
    return new MemoryBulk();
  }

  @Produces
  @Singleton
  SubscriptionEhr subscriptionEhr() {
    return new MemorySubscriptions();
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
  Secrets secrets() {
    return new MemorySecrets();
  }

  @Produces
  @Singleton
  FeedEhr feeds() {
    return new MemoryFeed(Clock.systemUTC());
  }

  @Produces
  @Singleton
  Packages packages() {
    return Sample.PACKAGES;
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
