package io.mediflow.state;

import io.mediflow.model.change.EventNumbers;
import io.mediflow.state.dynamo.DynamoEventNumbers;
import io.mediflow.testkit.contract.EventNumbersContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

class EventNumbersTest {

  @Nested
  class OnEmbeddedParts extends EventNumbersContract {

    @Override
    protected EventNumbers numbers() {
      return on(EmbeddedParts.get());
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OnLocalStack extends EventNumbersContract {

    @Override
    protected EventNumbers numbers() {
      return on(LocalStackParts.get());
    }
  }

  private static EventNumbers on(Parts parts) {
    return new DynamoEventNumbers(parts.dynamo(), "FlowsTable");
  }
}
