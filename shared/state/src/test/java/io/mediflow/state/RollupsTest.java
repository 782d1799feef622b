package io.mediflow.state;

import io.mediflow.model.watch.Rollups;
import io.mediflow.state.dynamo.DynamoRollups;
import io.mediflow.testkit.contract.RollupsContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

class RollupsTest {

  @Nested
  class OnEmbeddedParts extends RollupsContract {

    @Override
    protected Rollups rollups() {
      return on(EmbeddedParts.get());
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OnLocalStack extends RollupsContract {

    @Override
    protected Rollups rollups() {
      return on(LocalStackParts.get());
    }
  }

  private static Rollups on(Parts parts) {
    return new DynamoRollups(parts.dynamo(), "WatchTable");
  }
}
