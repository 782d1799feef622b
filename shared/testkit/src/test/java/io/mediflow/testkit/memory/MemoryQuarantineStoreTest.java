package io.mediflow.testkit.memory;

import io.mediflow.model.record.QuarantineStore;
import io.mediflow.testkit.contract.QuarantineStoreContract;

class MemoryQuarantineStoreTest extends QuarantineStoreContract {

  private final MemoryQuarantineStore store = new MemoryQuarantineStore();

  @Override
  protected QuarantineStore store() {
    return store;
  }
}
