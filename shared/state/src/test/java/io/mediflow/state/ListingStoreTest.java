package io.mediflow.state;

import io.mediflow.model.change.ListingStore;
import io.mediflow.state.dynamo.DynamoListingStore;
import io.mediflow.testkit.contract.ListingStoreContract;
import java.time.Clock;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

class ListingStoreTest {

  @Nested
  class OnEmbeddedParts extends ListingStoreContract {

    @Override
    protected ListingStore store() {
      return on(EmbeddedParts.get());
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OnLocalStack extends ListingStoreContract {

    @Override
    protected ListingStore store() {
      return on(LocalStackParts.get());
    }
  }

  private static ListingStore on(Parts parts) {
    return new DynamoListingStore(parts.dynamo(), "RosterTable", Parts.BODIES, Clock.systemUTC());
  }
}
