package io.mediflow.state;

import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.state.dynamo.DynamoConnectionStore;
import io.mediflow.testkit.contract.ConnectionStoreContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

class ConnectionStoreTest {

  @Nested
  class OnEmbeddedParts extends ConnectionStoreContract {

    @Override
    protected ConnectionStore store() {
      return on(EmbeddedParts.get());
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OnLocalStack extends ConnectionStoreContract {

    @Override
    protected ConnectionStore store() {
      return on(LocalStackParts.get());
    }
  }

  private static ConnectionStore on(Parts parts) {
    return new DynamoConnectionStore(parts.dynamo(), "ConnectionsTable");
  }
}
