package io.mediflow.sandbox.push;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.sandbox.store.Json;
import io.mediflow.sandbox.store.Stored;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The bundle of a subscription (https://hl7.org/fhir/uv/subscriptions-backport/notifications.html), in R4's form or R4B's. */
final class StatusBundle {

  private static final String TOPIC = "urn:mediflow:sandbox:topic:everything";

  private final Subscriber to;
  private final String subscription;
  private final String state;
  private final String kind;
  private final long events;
  private final List<Stored> changed;

  /**
   * @param subscription a reference to it
   * @param kind         {@code handshake}, {@code heartbeat}, {@code event-notification}, {@code query-status} or {@code query-event}
   * @param events       since the subscription began, these included
   * @param changed      what the last events are about, one after the other up to number {@code events}
   */
  StatusBundle(Subscriber to, String subscription, String state, String kind, long events, List<Stored> changed) {
    this.to = to;
    this.subscription = subscription;
    this.state = state;
    this.kind = kind;
    this.events = events;
    this.changed = changed;
  }

  String json(Instant now) {
    ObjectNode bundle = Json.MAPPER.createObjectNode().put("resourceType", "Bundle").put("id", UUID.randomUUID().toString())
        .put("type", "history").put("timestamp", now.toString());
    ArrayNode entries = bundle.putArray("entry");
    ObjectNode status = entries.addObject().put("fullUrl", "urn:uuid:" + UUID.randomUUID());
    status.set("resource", to.form() == Subscriber.Form.R4 ? parameters() : status());
    status.putObject("request").put("method", "GET").put("url", subscription + "/$status");
    status.putObject("response").put("status", "200");
    changed.stream().filter(one -> to.content() != Subscriber.Content.EMPTY).forEach(one -> {
      ObjectNode entry = entries.addObject().put("fullUrl", "urn:uuid:" + UUID.randomUUID());
      if (to.content() == Subscriber.Content.FULL_RESOURCE) {
        entry.set("resource", one.json());
      }
      entry.putObject("request").put("method", one.version() == 1 ? "POST" : "PUT").put("url", one.reference());
      entry.putObject("response").put("status", "200");
    });
    return bundle.toString();
  }

  private ObjectNode parameters() {
    ObjectNode parameters = Json.MAPPER.createObjectNode().put("resourceType", "Parameters");
    ArrayNode all = parameters.putArray("parameter");
    all.addObject().put("name", "subscription").putObject("valueReference").put("reference", subscription);
    all.addObject().put("name", "topic").put("valueCanonical", TOPIC);
    all.addObject().put("name", "status").put("valueCode", state);
    all.addObject().put("name", "type").put("valueCode", kind);
    all.addObject().put("name", "events-since-subscription-start").put("valueString", "" + events);
    changed.forEach(one -> {
      ArrayNode parts = all.addObject().put("name", "notification-event").putArray("part");
      parts.addObject().put("name", "event-number").put("valueString", "" + number(one));
      parts.addObject().put("name", "timestamp").put("valueInstant", one.lastUpdated().toString());
      if (to.content() != Subscriber.Content.EMPTY) {
        parts.addObject().put("name", "focus").putObject("valueReference").put("reference", one.reference());
      }
    });
    return parameters;
  }

  private ObjectNode status() {
    ObjectNode status = Json.MAPPER.createObjectNode().put("resourceType", "SubscriptionStatus").put("status", state)
        .put("type", kind).put("eventsSinceSubscriptionStart", "" + events).put("topic", TOPIC);
    status.putObject("subscription").put("reference", subscription);
    ArrayNode told = changed.isEmpty() ? null : status.putArray("notificationEvent");
    changed.forEach(one -> {
      ObjectNode event = told.addObject()
          .put("eventNumber", "" + number(one)).put("timestamp", one.lastUpdated().toString());
      if (to.content() != Subscriber.Content.EMPTY) {
        event.putObject("focus").put("reference", one.reference());
      }
    });
    return status;
  }

  private long number(Stored one) {
    return events - changed.size() + 1 + changed.indexOf(one);
  }
}
