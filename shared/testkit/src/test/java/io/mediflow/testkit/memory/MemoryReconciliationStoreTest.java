package io.mediflow.testkit.memory;

import io.mediflow.model.change.ReconciliationStore;
import io.mediflow.testkit.contract.ReconciliationStoreContract;

class MemoryReconciliationStoreTest extends ReconciliationStoreContract {

  private final ReconciliationStore store = new MemoryReconciliationStore();

  @Override
  protected ReconciliationStore store() {
    return store;
  }
}
