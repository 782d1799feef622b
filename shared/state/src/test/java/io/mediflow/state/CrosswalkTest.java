package io.mediflow.state;

import io.mediflow.model.record.Crosswalk;
import io.mediflow.state.dynamo.DynamoCrosswalk;
import io.mediflow.testkit.contract.CrosswalkContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

class CrosswalkTest {

  @Nested
  class OnEmbeddedParts extends CrosswalkContract {

    @Override
    protected Crosswalk crosswalk() {
      return on(EmbeddedParts.get());
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OnLocalStack extends CrosswalkContract {

    @Override
    protected Crosswalk crosswalk() {
      return on(LocalStackParts.get());
    }
  }

  private static Crosswalk on(Parts parts) {
    return new DynamoCrosswalk(parts.dynamo(), "RecordsTable");
  }
}
