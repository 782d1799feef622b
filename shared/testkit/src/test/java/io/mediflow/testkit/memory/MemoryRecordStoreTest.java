package io.mediflow.testkit.memory;

import io.mediflow.model.record.RecordStore;
import io.mediflow.testkit.contract.RecordStoreContract;
import java.time.Clock;

class MemoryRecordStoreTest extends RecordStoreContract {

  @Override
  protected RecordStore store(Clock clock) {
    return new MemoryRecordStore(clock);
  }
}
