package io.mediflow.state.queue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mediflow.model.watch.FreshnessQueue;
import io.mediflow.model.watch.HeartbeatQueue;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A watching room's own queue. */
public final class SqsRoundQueue implements HeartbeatQueue, FreshnessQueue {

  private final SqsQueue queue;

  public SqsRoundQueue(SqsClient client, String url) {
    this.queue = new SqsQueue(client, url);
  }

  @Override
  public void units(List<String> connections) {
    queue.send(connections.stream()
        .map(connection -> JsonNodeFactory.instance.objectNode().put("connection", connection).toString()).toList());
  }

  @Override
  public void next(String cursor, int page) {
    queue.send(List.of(JsonNodeFactory.instance.objectNode().put("cursor", cursor).put("page", page).toString()));
  }
}
