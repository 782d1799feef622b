package io.mediflow.state;

import io.mediflow.model.ehr.TokenStore;
import io.mediflow.state.dynamo.DynamoTokenStore;
import io.mediflow.testkit.contract.TokenStoreContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

class TokenStoreTest {

  @Nested
  class OnEmbeddedParts extends TokenStoreContract {

    @Override
    protected TokenStore store() {
      return on(EmbeddedParts.get());
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OnLocalStack extends TokenStoreContract {

    @Override
    protected TokenStore store() {
      return on(LocalStackParts.get());
    }
  }

  private static TokenStore on(Parts parts) {
    return new DynamoTokenStore(parts.dynamo(), "AccessTable");
  }
}
