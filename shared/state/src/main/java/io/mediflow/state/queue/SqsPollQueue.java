package io.mediflow.state.queue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mediflow.model.change.FlowWindow;
import io.mediflow.model.change.PollQueue;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** scheduled-polling's own queue. */
public final class SqsPollQueue implements PollQueue {

  private final SqsQueue queue;

  public SqsPollQueue(SqsClient client, String url) {
    this.queue = new SqsQueue(client, url);
  }

  @Override
  public void send(FlowWindow window) {
    queue.send(List.of(JsonNodeFactory.instance.objectNode()
        .put("connection", window.connection()).put("flow", window.flow()).toString()));
  }
}
