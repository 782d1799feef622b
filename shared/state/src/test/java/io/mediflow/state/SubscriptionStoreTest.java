package io.mediflow.state;

import io.mediflow.model.change.SubscriptionStore;
import io.mediflow.state.dynamo.DynamoSubscriptionStore;
import io.mediflow.testkit.contract.SubscriptionStoreContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

class SubscriptionStoreTest {

  @Nested
  class OnEmbeddedParts extends SubscriptionStoreContract {

    @Override
    protected SubscriptionStore subscriptions() {
      return on(EmbeddedParts.get());
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OnLocalStack extends SubscriptionStoreContract {

    @Override
    protected SubscriptionStore subscriptions() {
      return on(LocalStackParts.get());
    }
  }

  private static SubscriptionStore on(Parts parts) {
    return new DynamoSubscriptionStore(parts.dynamo(), "FlowsTable");
  }
}
