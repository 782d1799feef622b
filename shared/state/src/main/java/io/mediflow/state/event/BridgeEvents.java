package io.mediflow.state.event;

import io.mediflow.model.record.EventBus;
import io.mediflow.model.record.RecordChanged;
import java.util.List;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** Record events on an EventBridge bus, source {@code mediflow}, detail type {@code RecordChanged}. */
public final class BridgeEvents implements EventBus {

  private static final int BATCH = 10;

  private final EventBridgeClient client;
  private final String bus;

  public BridgeEvents(EventBridgeClient client, String bus) {
    this.client = client;
    this.bus = bus;
  }

  @Override
  public void publish(List<RecordChanged> events) {
    for (int from = 0; from < events.size(); from += BATCH) {
      List<PutEventsRequestEntry> entries = events.subList(from, Math.min(events.size(), from + BATCH)).stream()
          .map(event -> PutEventsRequestEntry.builder()
              .eventBusName(bus).source("mediflow").detailType("RecordChanged")
              .detail(EventJson.of(event).toString()).build())
          .toList();
      PutEventsResponse answer = client.putEvents(request -> request.entries(entries));
      if (answer.failedEntryCount() > 0) {
        throw new IllegalStateException("the event bus did not take " + answer.failedEntryCount() + " events");
      }
    }
  }
}
