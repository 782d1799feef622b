package io.mediflow.state;

import io.mediflow.model.store.Sessions;
import io.mediflow.state.dynamo.DynamoSessions;
import io.mediflow.testkit.contract.SessionsContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

class SessionsTest {

  @Nested
  class OnEmbeddedParts extends SessionsContract {

    @Override
    protected Sessions sessions() {
      return on(EmbeddedParts.get());
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OnLocalStack extends SessionsContract {

    @Override
    protected Sessions sessions() {
      return on(LocalStackParts.get());
    }
  }

  private static Sessions on(Parts parts) {
    return new DynamoSessions(parts.dynamo(), "AccessTable");
  }
}
