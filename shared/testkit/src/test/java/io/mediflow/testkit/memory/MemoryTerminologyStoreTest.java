package io.mediflow.testkit.memory;

import io.mediflow.model.terminology.TerminologyStore;
import io.mediflow.testkit.contract.TerminologyStoreContract;

class MemoryTerminologyStoreTest extends TerminologyStoreContract {

  private final TerminologyStore store = new MemoryTerminologyStore();

  @Override
  protected TerminologyStore store() {
    return store;
  }
}
