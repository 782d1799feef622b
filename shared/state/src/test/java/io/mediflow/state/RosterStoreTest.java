package io.mediflow.state;

import io.mediflow.model.change.RosterStore;
import io.mediflow.state.dynamo.DynamoRosterStore;
import io.mediflow.testkit.contract.RosterStoreContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

class RosterStoreTest {

  @Nested
  class OnEmbeddedParts extends RosterStoreContract {

    @Override
    protected RosterStore store() {
      return on(EmbeddedParts.get());
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OnLocalStack extends RosterStoreContract {

    @Override
    protected RosterStore store() {
      return on(LocalStackParts.get());
    }
  }

  private static RosterStore on(Parts parts) {
    return new DynamoRosterStore(parts.dynamo(), "RosterTable");
  }
}
