package io.mediflow.state;

import io.mediflow.model.record.QuarantineStore;
import io.mediflow.state.dynamo.DynamoQuarantineStore;
import io.mediflow.testkit.contract.QuarantineStoreContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

class QuarantineStoreTest {

  @Nested
  class OnEmbeddedParts extends QuarantineStoreContract {

    @Override
    protected QuarantineStore store() {
      return on(EmbeddedParts.get());
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OnLocalStack extends QuarantineStoreContract {

    @Override
    protected QuarantineStore store() {
      return on(LocalStackParts.get());
    }
  }

  private static QuarantineStore on(Parts parts) {
    return new DynamoQuarantineStore(parts.dynamo(), "RecordsTable", Parts.BODIES);
  }
}
