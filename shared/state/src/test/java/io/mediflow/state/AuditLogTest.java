package io.mediflow.state;

import io.mediflow.model.write.AuditLog;
import io.mediflow.state.dynamo.DynamoAuditLog;
import io.mediflow.testkit.contract.AuditLogContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

class AuditLogTest {

  @Nested
  class OnEmbeddedParts extends AuditLogContract {

    @Override
    protected AuditLog log() {
      return on(EmbeddedParts.get());
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OnLocalStack extends AuditLogContract {

    @Override
    protected AuditLog log() {
      return on(LocalStackParts.get());
    }
  }

  private static AuditLog on(Parts parts) {
    return new DynamoAuditLog(parts.dynamo(), "AuditTable");
  }
}
