package io.mediflow.state;

import io.mediflow.model.change.ReconciliationStore;
import io.mediflow.state.dynamo.DynamoReconciliationStore;
import io.mediflow.testkit.contract.ReconciliationStoreContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

class ReconciliationStoreTest {

  @Nested
  class OnEmbeddedParts extends ReconciliationStoreContract {

    @Override
    protected ReconciliationStore store() {
      return on(EmbeddedParts.get());
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OnLocalStack extends ReconciliationStoreContract {

    @Override
    protected ReconciliationStore store() {
      return on(LocalStackParts.get());
    }
  }

  private static ReconciliationStore on(Parts parts) {
    return new DynamoReconciliationStore(parts.dynamo(), "FlowsTable");
  }
}
