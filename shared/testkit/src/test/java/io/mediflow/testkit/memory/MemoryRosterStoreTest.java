package io.mediflow.testkit.memory;

import io.mediflow.model.change.RosterStore;
import io.mediflow.testkit.contract.RosterStoreContract;

class MemoryRosterStoreTest extends RosterStoreContract {

  private final MemoryRosterStore store = new MemoryRosterStore();

  @Override
  protected RosterStore store() {
    return store;
  }
}
