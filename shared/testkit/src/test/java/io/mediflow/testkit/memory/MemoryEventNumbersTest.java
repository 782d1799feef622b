package io.mediflow.testkit.memory;

import io.mediflow.model.change.EventNumbers;
import io.mediflow.testkit.contract.EventNumbersContract;

class MemoryEventNumbersTest extends EventNumbersContract {

  private final EventNumbers numbers = new MemoryEventNumbers();

  @Override
  protected EventNumbers numbers() {
    return numbers;
  }
}
