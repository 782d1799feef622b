package io.mediflow.state;

import io.mediflow.model.outbound.OutboundMessages;
import io.mediflow.state.dynamo.DynamoOutboundMessages;
import io.mediflow.testkit.contract.OutboundMessagesContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

class OutboundMessagesTest {

  @Nested
  class OnEmbeddedParts extends OutboundMessagesContract {

    @Override
    protected OutboundMessages messages() {
      return on(EmbeddedParts.get());
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OnLocalStack extends OutboundMessagesContract {

    @Override
    protected OutboundMessages messages() {
      return on(LocalStackParts.get());
    }
  }

  private static OutboundMessages on(Parts parts) {
    return new DynamoOutboundMessages(parts.dynamo(), "OutboundTable", Parts.BODIES);
  }
}
