package io.mediflow.state;

import io.mediflow.model.write.AuditLog;
import io.mediflow.model.write.WriteLedger;
import io.mediflow.state.dynamo.DynamoAuditLog;
import io.mediflow.state.dynamo.DynamoLedger;
import io.mediflow.testkit.contract.WriteLedgerContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

class WriteLedgerTest {

  @Nested
  class OnEmbeddedParts extends WriteLedgerContract {

    @Override
    protected WriteLedger ledger() {
      return on(EmbeddedParts.get());
    }

    @Override
    protected AuditLog audit() {
      return new DynamoAuditLog(EmbeddedParts.get().dynamo(), "AuditTable");
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OnLocalStack extends WriteLedgerContract {

    @Override
    protected WriteLedger ledger() {
      return on(LocalStackParts.get());
    }

    @Override
    protected AuditLog audit() {
      return new DynamoAuditLog(LocalStackParts.get().dynamo(), "AuditTable");
    }
  }

  private static WriteLedger on(Parts parts) {
    return new DynamoLedger(parts.dynamo(), "LedgerTable", "AuditTable", Parts.BODIES);
  }
}
