package io.mediflow.state.event;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mediflow.model.record.EventBus;
import io.mediflow.model.record.RecordChanged;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Record events as a JSON array POSTed to one subscriber: for trying it on one machine. */
public final class SubscriberEvents implements EventBus {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI subscriber;

  public SubscriberEvents(URI subscriber) {
    this.subscriber = subscriber;
  }

  @Override
  public void publish(List<RecordChanged> events) {
    if (events.isEmpty()) {
      return;
    }
    ArrayNode body = JsonNodeFactory.instance.arrayNode();
    events.forEach(event -> body.add(EventJson.of(event)));
    HttpRequest request = HttpRequest.newBuilder(subscriber).timeout(PATIENCE)
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body.toString())).build();
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status / 100 != 2) {
        throw new IllegalStateException("the subscriber answered " + status);
      }
    } catch (IOException away) {
      throw new IllegalStateException("the subscriber of record events cannot be reached", away);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("telling the subscriber was interrupted", stopped);
    }
  }
}
