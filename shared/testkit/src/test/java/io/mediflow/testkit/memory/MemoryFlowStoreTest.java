package io.mediflow.testkit.memory;

import io.mediflow.model.change.FlowStore;
import io.mediflow.testkit.contract.FlowStoreContract;

class MemoryFlowStoreTest extends FlowStoreContract {

  private final FlowStore store = new MemoryFlowStore();

  @Override
  protected FlowStore store() {
    return store;
  }
}
