package io.mediflow.state;

import io.mediflow.model.ehr.BudgetStore;
import io.mediflow.state.dynamo.DynamoBudgetStore;
import io.mediflow.testkit.contract.BudgetStoreContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

class BudgetStoreTest {

  @Nested
  class OnEmbeddedParts extends BudgetStoreContract {

    @Override
    protected BudgetStore store() {
      return on(EmbeddedParts.get());
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OnLocalStack extends BudgetStoreContract {

    @Override
    protected BudgetStore store() {
      return on(LocalStackParts.get());
    }
  }

  private static BudgetStore on(Parts parts) {
    return new DynamoBudgetStore(parts.dynamo(), "AccessTable");
  }
}
