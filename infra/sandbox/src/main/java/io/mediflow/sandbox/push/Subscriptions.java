package io.mediflow.sandbox.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.sandbox.smart.Loopback;
import io.mediflow.sandbox.store.Json;
import io.mediflow.sandbox.store.Stored;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Subscriptions that clients make (https://hl7.org/fhir/uv/subscriptions-backport): by rest-hook, to all of one type. One is active once
 * its handshake was taken, in error when a notification was given up, and gone after its end. Nothing outlives the process.
 */
public final class Subscriptions {

  private static final String CONTENT =
      "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content";

  private static final class Sub {
    ObjectNode json;
    Subscriber to;
    String state = "requested";
    final List<Stored> events = new ArrayList<>();

    String type() {
      return json.path("criteria").asText().replaceAll("\\?.*", "");
    }
  }

  private final Notifications notifications;
  private final Clock clock;
  private final Map<String, Sub> subscriptions = new LinkedHashMap<>();

  public Subscriptions(Notifications notifications, Clock clock) {
    this.notifications = notifications;
    this.clock = clock;
  }

  /**
   * Makes one, or the one with that id anew, and shakes hands.
   *
   * @return as it is shown; empty when there is none with that id
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  synchronized Optional<ObjectNode> put(Optional<String> id, ObjectNode json) {
    Subscriber to = subscriber(json);
    time(json).filter(end -> !end.isAfter(clock.instant())).ifPresent(end -> {
      throw new IllegalArgumentException("end has passed");
    });
    Sub sub = id.map(one -> find(one).orElse(null)).orElseGet(() -> id.isPresent() ? null : new Sub());
    if (sub == null) {
      return Optional.empty();
    }
    String own = id.orElseGet(() -> UUID.randomUUID().toString());
    sub.json = json.deepCopy().put("id", own);
    sub.to = to;
    sub.state = "requested";
    subscriptions.put(own, sub);
    send(own, sub, "handshake", List.of());
    return Optional.of(shown(sub));
  }

  synchronized boolean delete(String id) {
    return find(id).isPresent() && subscriptions.remove(id) != null;
  }

  synchronized Optional<ObjectNode> read(String id) {
    return find(id).map(Subscriptions::shown);
  }

  /** Those that tell this address. */
  public synchronized List<ObjectNode> telling(String endpoint) {
    return List.copyOf(subscriptions.keySet()).stream().flatMap(id -> find(id).stream())
        .filter(one -> one.json.at("/channel/endpoint").asText().equals(endpoint)).map(Subscriptions::shown).toList();
  }

  synchronized Optional<String> status(String id) {
    return find(id).map(one -> bundle(id, one, "query-status", one.events.size(), List.of()));
  }

  /** Both ends included. */
  synchronized Optional<String> events(String id, int since, int until) {
    return find(id).map(one -> {
      int last = Math.min(until, one.events.size());
      return bundle(id, one, "query-event", last, one.events.subList(Math.min(Math.max(0, since - 1), last), last));
    });
  }

  /** Tells the active ones of a version. */
  public synchronized void changed(Stored version) {
    for (String id : List.copyOf(subscriptions.keySet())) {
      find(id).filter(one -> one.state.equals("active") && one.type().equals(version.type())).ifPresent(one -> {
        one.events.add(version);
        send(id, one, "event-notification", List.of(version));
      });
    }
  }

  private void send(String id, Sub sub, String kind, List<Stored> changed) {
    notifications.queue(new Notifications.Notification(sub.to, "POST", "", bundle(id, sub, kind, sub.events.size(), changed),
        taken -> settled(id, taken)));
  }

  private synchronized void settled(String id, boolean taken) {
    find(id).ifPresent(one -> one.state = !taken ? "error" : one.state.equals("requested") ? "active" : one.state);
  }

  private static String bundle(String id, Sub sub, String kind, long events, List<Stored> changed) {
    return new StatusBundle(sub.to, "Subscription/" + id, sub.state, kind, events, changed).json(Instant.now());
  }

  private Optional<Sub> find(String id) {
    Optional<Sub> found = Optional.ofNullable(subscriptions.get(id));
    if (found.flatMap(one -> time(one.json)).filter(end -> !end.isAfter(clock.instant())).isPresent()) {
      subscriptions.remove(id);
      return Optional.empty();
    }
    return found;
  }

  /** Whoever reads it is not told the secret. */
  private static ObjectNode shown(Sub sub) {
    ObjectNode shown = sub.json.deepCopy().put("status", sub.state);
    ((ObjectNode) shown.path("channel")).remove("header");
    return shown;
  }

  private static Optional<Instant> time(JsonNode json) {
    return Optional.of(json.path("end").asText()).filter(text -> !text.isEmpty())
        .map(text -> OffsetDateTime.parse(text).toInstant());
  }

  private static Subscriber subscriber(JsonNode json) {
    String[] header = json.at("/channel/header/0").asText().split(": ", 2);
    if (!json.at("/channel/type").asText().equals("rest-hook") || header.length != 2
        || json.path("criteria").asText().isBlank()) {
      throw new IllegalArgumentException("a rest-hook with criteria and one header is expected");
    }
    String content = "empty";
    for (JsonNode one : json.at("/channel/_payload/extension")) {
      content = one.path("url").asText().equals(CONTENT) ? one.path("valueCode").asText() : content;
    }
    return new Subscriber(Loopback.checked(json.at("/channel/endpoint").asText()), Subscriber.Form.R4,
        Subscriber.Content.valueOf(content.toUpperCase(Locale.ROOT).replace('-', '_')),
        Subscriber.Sign.HEADER_SECRET, header[0], header[1]);
  }

  /** A bundle of what a search found. */
  static ObjectNode found(List<ObjectNode> all) {
    ObjectNode bundle = Json.MAPPER.createObjectNode().put("resourceType", "Bundle").put("type", "searchset")
        .put("total", all.size());
    ArrayNode entries = bundle.putArray("entry");
    all.forEach(one -> entries.addObject().set("resource", one));
    return bundle;
  }
}
