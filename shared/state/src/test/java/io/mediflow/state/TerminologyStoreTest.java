package io.mediflow.state;

import io.mediflow.model.terminology.TerminologyStore;
import io.mediflow.state.dynamo.DynamoTerminologyStore;
import io.mediflow.testkit.contract.TerminologyStoreContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

class TerminologyStoreTest {

  @Nested
  class OnEmbeddedParts extends TerminologyStoreContract {

    @Override
    protected TerminologyStore store() {
      return on(EmbeddedParts.get());
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OnLocalStack extends TerminologyStoreContract {

    @Override
    protected TerminologyStore store() {
      return on(LocalStackParts.get());
    }
  }

  private static TerminologyStore on(Parts parts) {
    return new DynamoTerminologyStore(parts.dynamo(), "TerminologyTable");
  }
}
