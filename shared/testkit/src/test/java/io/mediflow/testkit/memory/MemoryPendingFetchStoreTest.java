package io.mediflow.testkit.memory;

import io.mediflow.model.change.PendingFetchStore;
import io.mediflow.testkit.contract.PendingFetchStoreContract;

class MemoryPendingFetchStoreTest extends PendingFetchStoreContract {

  private final MemoryPendingFetchStore store = new MemoryPendingFetchStore();

  @Override
  protected PendingFetchStore store() {
    return store;
  }
}
