package io.mediflow.state;

import io.mediflow.model.change.PendingFetchStore;
import io.mediflow.state.dynamo.DynamoPendingFetchStore;
import io.mediflow.testkit.contract.PendingFetchStoreContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

class PendingFetchStoreTest {

  @Nested
  class OnEmbeddedParts extends PendingFetchStoreContract {

    @Override
    protected PendingFetchStore store() {
      return on(EmbeddedParts.get());
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OnLocalStack extends PendingFetchStoreContract {

    @Override
    protected PendingFetchStore store() {
      return on(LocalStackParts.get());
    }
  }

  private static PendingFetchStore on(Parts parts) {
    return new DynamoPendingFetchStore(parts.dynamo(), "FlowsTable");
  }
}
