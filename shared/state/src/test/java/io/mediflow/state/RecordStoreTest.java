package io.mediflow.state;

import io.mediflow.model.record.RecordStore;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.state.dynamo.DynamoRecordStore;
import io.mediflow.testkit.contract.RecordStoreContract;
import java.time.Clock;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

class RecordStoreTest {

  @Nested
  class OnEmbeddedParts extends RecordStoreContract {

    @Override
    protected RecordStore store(Clock clock) {
      return on(EmbeddedParts.get(), clock);
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OnLocalStack extends RecordStoreContract {

    @Override
    protected RecordStore store(Clock clock) {
      return on(LocalStackParts.get(), clock);
    }
  }

  private static RecordStore on(Parts parts, Clock clock) {
    return new DynamoRecordStore(parts.dynamo(), "RecordsTable", Parts.BODIES, clock, TimeScale.REAL);
  }
}
