package io.mediflow.state.queue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mediflow.model.write.Nudge;
import io.mediflow.model.write.NudgeQueue;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The queue in front of write-back. */
public final class SqsNudgeQueue implements NudgeQueue {

  private final SqsQueue queue;

  public SqsNudgeQueue(SqsClient client, String url) {
    this.queue = new SqsQueue(client, url);
  }

  @Override
  public void send(List<Nudge> nudges) {
    queue.send(nudges.stream().map(nudge -> JsonNodeFactory.instance.objectNode()
        .put("connection", nudge.connection()).put("orderKey", nudge.orderKey()).toString()).toList());
  }
}
