package io.mediflow.testkit.memory;

import io.mediflow.model.outbound.OutboundMessages;
import io.mediflow.testkit.contract.OutboundMessagesContract;

class MemoryOutboundMessagesTest extends OutboundMessagesContract {

  private final OutboundMessages messages = new MemoryOutboundMessages();

  @Override
  protected OutboundMessages messages() {
    return messages;
  }
}
