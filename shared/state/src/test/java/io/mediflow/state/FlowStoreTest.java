package io.mediflow.state;

import io.mediflow.model.change.FlowStore;
import io.mediflow.state.dynamo.DynamoFlowStore;
import io.mediflow.testkit.contract.FlowStoreContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

class FlowStoreTest {

  @Nested
  class OnEmbeddedParts extends FlowStoreContract {

    @Override
    protected FlowStore store() {
      return on(EmbeddedParts.get());
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OnLocalStack extends FlowStoreContract {

    @Override
    protected FlowStore store() {
      return on(LocalStackParts.get());
    }
  }

  private static FlowStore on(Parts parts) {
    return new DynamoFlowStore(parts.dynamo(), "FlowsTable");
  }
}
