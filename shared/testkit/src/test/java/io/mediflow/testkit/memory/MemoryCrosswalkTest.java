package io.mediflow.testkit.memory;

import io.mediflow.model.record.Crosswalk;
import io.mediflow.testkit.contract.CrosswalkContract;

class MemoryCrosswalkTest extends CrosswalkContract {

  private final MemoryCrosswalk store = new MemoryCrosswalk();

  @Override
  protected Crosswalk crosswalk() {
    return store;
  }
}
