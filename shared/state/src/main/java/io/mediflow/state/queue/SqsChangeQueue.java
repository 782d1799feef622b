package io.mediflow.state.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.store.Bodies;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The queue in front of change-mapping. */
public final class SqsChangeQueue implements ChangeQueue {

  private final SqsQueue queue;
  private final Bodies bodies;
  private final ObjectMapper json;

  public SqsChangeQueue(SqsClient client, String url, Bodies bodies, ObjectMapper json) {
    this.queue = new SqsQueue(client, url);
    this.bodies = bodies;
    this.json = json;
  }

  @Override
  public void send(List<Change> changes) {
    queue.send(changes.stream().map(this::small).map(this::write).toList());
  }

  private Change small(Change change) {
    if (change.body() == null) {
      return change;
    }
    byte[] body = change.body().getBytes(StandardCharsets.UTF_8);
    return body.length <= Bodies.INLINE_LIMIT ? change : change.byReference(bodies.put(change.connection(), body));
  }

  private String write(Change change) {
    try {
      return json.writeValueAsString(change);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("a change could not be written as JSON"); // Jackson's message may quote PHI
    }
  }
}
