package io.mediflow.state;

import io.mediflow.model.watch.StatusStore;
import io.mediflow.state.dynamo.DynamoStatusStore;
import io.mediflow.testkit.contract.StatusStoreContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

class StatusStoreTest {

  @Nested
  class OnEmbeddedParts extends StatusStoreContract {

    @Override
    protected StatusStore store() {
      return on(EmbeddedParts.get());
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OnLocalStack extends StatusStoreContract {

    @Override
    protected StatusStore store() {
      return on(LocalStackParts.get());
    }
  }

  private static StatusStore on(Parts parts) {
    return new DynamoStatusStore(parts.dynamo(), "WatchTable");
  }
}
