package io.mediflow.state;

import io.mediflow.model.connection.ApplicationStore;
import io.mediflow.state.dynamo.DynamoApplicationStore;
import io.mediflow.testkit.contract.ApplicationStoreContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

class ApplicationStoreTest {

  @Nested
  class OnEmbeddedParts extends ApplicationStoreContract {

    @Override
    protected ApplicationStore store() {
      return on(EmbeddedParts.get());
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OnLocalStack extends ApplicationStoreContract {

    @Override
    protected ApplicationStore store() {
      return on(LocalStackParts.get());
    }
  }

  private static ApplicationStore on(Parts parts) {
    return new DynamoApplicationStore(parts.dynamo(), "ConnectionsTable");
  }
}
