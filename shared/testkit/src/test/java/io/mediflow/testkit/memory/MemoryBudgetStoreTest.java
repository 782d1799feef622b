package io.mediflow.testkit.memory;

import io.mediflow.model.ehr.BudgetStore;
import io.mediflow.testkit.contract.BudgetStoreContract;

class MemoryBudgetStoreTest extends BudgetStoreContract {

  private final MemoryBudgetStore store = new MemoryBudgetStore();

  @Override
  protected BudgetStore store() {
    return store;
  }
}
