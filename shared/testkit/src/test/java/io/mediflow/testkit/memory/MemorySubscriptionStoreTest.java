package io.mediflow.testkit.memory;

import io.mediflow.model.change.SubscriptionStore;
import io.mediflow.testkit.contract.SubscriptionStoreContract;

class MemorySubscriptionStoreTest extends SubscriptionStoreContract {

  private final SubscriptionStore subscriptions = new MemorySubscriptionStore();

  @Override
  protected SubscriptionStore subscriptions() {
    return subscriptions;
  }
}
