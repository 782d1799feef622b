package io.mediflow.ehr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.ehr.EhrResource;
import io.mediflow.model.ehr.SubscriptionEhr.Event;
import io.mediflow.model.ehr.SubscriptionEhr.Held;
import io.mediflow.model.ehr.SubscriptionEhr.State;
import io.mediflow.model.ehr.SubscriptionEhr.Wanted;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Subscriptions as FHIR R4 writes them, with the Backport's extensions; their status in R4's form (Parameters) or R4B's. */
final class SubscriptionJson {

  private static final String EXTENSION = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-";
  private static final String PROFILE = EXTENSION + "subscription";

  private final ObjectMapper mapper;
  private final Trees trees;

  SubscriptionJson(ObjectMapper mapper) {
    this.mapper = mapper;
    this.trees = new Trees(mapper);
  }

  byte[] bytes(Wanted wanted, Optional<String> id) {
    ObjectNode root = mapper.createObjectNode().put("resourceType", "Subscription");
    id.ifPresent(one -> root.put("id", one));
    root.putObject("meta").putArray("profile").add(PROFILE);
    root.put("status", "requested").put("end", wanted.end().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("reason", "Keeps the practice's software in step").put("criteria", wanted.criteria());
    ObjectNode channel = root.putObject("channel");
    channel.putArray("extension").addObject().put("url", EXTENSION + "heartbeat-period")
        .put("valueUnsignedInt", wanted.heartbeat().toSeconds());
    channel.put("type", "rest-hook").put("endpoint", wanted.endpoint().toString()).put("payload", "application/fhir+json");
    channel.putObject("_payload").putArray("extension").addObject().put("url", EXTENSION + "payload-content")
        .put("valueCode", wanted.content().label());
    channel.putArray("header").add(wanted.header());
    return trees.bytes(root);
  }

  /** Empty when it is no bundle. */
  Optional<List<Held>> held(JsonNode bundle) {
    if (!isA(bundle, "Bundle")) {
      return Optional.empty();
    }
    List<Held> held = new ArrayList<>();
    for (JsonNode entry : bundle.path("entry")) {
      JsonNode resource = entry.path("resource");
      if (isA(resource, "Subscription") && resource.hasNonNull("id")) {
        held.add(held(resource, resource.path("id").asText()));
      }
    }
    return Optional.of(held);
  }

  /** An answer without a body is what was asked for. */
  Optional<Held> held(EhrResource answer, Wanted wanted) {
    return answer.id().map(id -> trees.object(answer.body()).filter(one -> isA(one, "Subscription")).map(one -> held(one, id))
        .orElseGet(() -> new Held(id, wanted.criteria(), wanted.endpoint().toString(), "requested", Optional.of(wanted.end()))));
  }

  private static Held held(JsonNode resource, String id) {
    return new Held(id, resource.path("criteria").asText(), resource.at("/channel/endpoint").asText(),
        resource.path("status").asText(), time(resource.path("end").asText()));
  }

  /** Of {@code $status}'s bundle, its one resource, or a subscription. */
  Optional<State> state(JsonNode answer) {
    JsonNode one = isA(answer, "Bundle") ? answer.at("/entry/0/resource") : answer;
    String status = isA(one, "Parameters") ? parameter(one.path("parameter"), "status") : one.path("status").asText();
    String events = isA(one, "Parameters") ? parameter(one.path("parameter"), "events-since-subscription-start")
        : one.path("eventsSinceSubscriptionStart").asText();
    return status.isEmpty() ? Optional.empty() : Optional.of(new State(status, number(events)));
  }

  /** Empty when it is no notification. */
  Optional<List<Event>> events(JsonNode bundle) {
    JsonNode status = bundle.at("/entry/0/resource");
    List<Event> events = new ArrayList<>();
    if (isA(status, "Parameters")) {
      status.path("parameter").forEach(one -> {
        if (one.path("name").asText().equals("notification-event")) {
          event(parameter(one.path("part"), "event-number"), parameter(one.path("part"), "focus")).ifPresent(events::add);
        }
      });
    } else if (isA(status, "SubscriptionStatus")) {
      status.path("notificationEvent").forEach(
          one -> event(one.path("eventNumber").asText(), one.at("/focus/reference").asText()).ifPresent(events::add));
    } else {
      return Optional.empty();
    }
    return Optional.of(events);
  }

  private static Optional<Event> event(String number, String focus) {
    OptionalLong read = number(number);
    return read.isEmpty() ? Optional.empty()
        : Optional.of(new Event(read.getAsLong(), Optional.of(focus).filter(one -> !one.isEmpty())));
  }

  /** Of the first value of that name, a reference's reference. */
  private static String parameter(JsonNode parameters, String name) {
    for (JsonNode one : parameters) {
      if (one.path("name").asText().equals(name)) {
        for (var field : one.properties()) {
          if (field.getKey().startsWith("value")) {
            return field.getValue().isObject() ? field.getValue().path("reference").asText() : field.getValue().asText();
          }
        }
      }
    }
    return "";
  }

  private static OptionalLong number(String text) {
    return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  private static boolean isA(JsonNode resource, String type) {
    return resource.path("resourceType").asText().equals(type);
  }

  private static Optional<Instant> time(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }
}
