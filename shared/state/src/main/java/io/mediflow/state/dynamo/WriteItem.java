package io.mediflow.state.dynamo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.store.Bodies;
import io.mediflow.model.write.Write;
import io.mediflow.model.write.WriteState;
import java.time.Instant;
import java.util.Optional;

/** How a write lies in its item: state and times as attributes, request, sending and outcome as JSON texts. */
final class WriteItem {

  private final Content content;

  WriteItem(Bodies bodies) {
    this.content = new Content(bodies);
  }

  Item write(Write one) {
    Item item = Item.at(Keys.write(one.connection(), one.orderKey(), one.id()))
        .with("connection", one.connection())
        .with("id", one.id())
        .with("orderKey", one.orderKey())
        .withText("recordId", one.recordId())
        .with("externalId", one.externalId())
        .with("writeState", one.state().name())
        .with("statePk", Keys.state(one.connection(), one.state()))
        .with("stateSk", Keys.at(one.receivedAt(), one.id()))
        .with("receivedAt", one.receivedAt())
        .withTime("nextAttemptAt", one.nextAttemptAt())
        .with("attempts", one.attempts())
        .with("version", one.version());
    if (one.state().holdsUp()) {
      item.with("openSk", one.id());
    }
    one.nextAttemptAt().ifPresent(at -> item
        .with("duePk", Keys.due(DynamoLedger.DUE, one.orderKey()))
        .with("dueSk", Keys.at(at, one.connection(), one.id())));
    one.sending().ifPresent(sending -> item.with("sending", Json.write(sending(sending))));
    one.outcome().ifPresent(outcome -> content.put(item, "outcome", one.connection(), Json.write(outcome(outcome))));
    return content.put(item, "request", one.connection(), Json.write(request(one.request())));
  }

  Write read(Item item) {
    String connection = item.text("connection");
    Optional<Write.Outcome> outcome = item.has("outcome") || item.has("outcomeRef")
        ? Optional.of(outcome(Json.read(content.get(item, "outcome", connection))))
        : Optional.empty();
    return new Write(connection, item.text("id"), item.text("orderKey"), item.findText("recordId"),
        request(Json.read(content.get(item, "request", connection))), item.text("externalId"),
        WriteState.valueOf(item.text("writeState")), item.time("receivedAt"), item.findTime("nextAttemptAt"),
        item.integer("attempts"), item.findText("sending").map(text -> sending(Json.read(text))), outcome,
        item.number("version"));
  }

  static Write versioned(Write one, long version) {
    return new Write(one.connection(), one.id(), one.orderKey(), one.recordId(), one.request(), one.externalId(),
        one.state(), one.receivedAt(), one.nextAttemptAt(), one.attempts(), one.sending(), one.outcome(), version);
  }

  private static ObjectNode request(Write.Request one) {
    ObjectNode json = Json.object()
        .put("operation", one.operation())
        .put("type", one.type().label())
        .put("interfaceName", one.interfaceName())
        .put("application", one.actor().application())
        .put("person", one.actor().person())
        .put("reason", one.actor().reason())
        .put("idempotencyKey", one.idempotencyKey())
        .put("hash", one.hash());
    one.deadline().ifPresent(at -> json.put("deadline", at.toString()));
    json.set("base", Json.tree(one.base()));
    json.set("fields", Json.tree(one.fields()));
    return json;
  }

  private static Write.Request request(JsonNode json) {
    Write.Actor actor = new Write.Actor(json.path("application").textValue(), json.path("person").textValue(),
        json.path("reason").textValue());
    return new Write.Request(json.path("operation").asText(), RecordType.of(json.path("type").asText()),
        json.path("interfaceName").textValue(), Json.map(json.path("base")), Json.map(json.path("fields")), actor,
        json.path("idempotencyKey").asText(), json.path("hash").asText(), time(json, "deadline"));
  }

  private static ObjectNode sending(Write.Sending one) {
    ObjectNode json = Json.object()
        .put("sendBy", one.sendBy().toString())
        .put("rebased", one.rebased())
        .put("absences", one.absences());
    one.basedOn().ifPresent(tag -> json.put("basedOn", tag));
    one.target().ifPresent(id -> json.put("target", id));
    return json;
  }

  private static Write.Sending sending(JsonNode json) {
    return new Write.Sending(Instant.parse(json.path("sendBy").asText()),
        Optional.ofNullable(json.path("basedOn").textValue()), Optional.ofNullable(json.path("target").textValue()),
        json.path("rebased").asInt(), json.path("absences").asInt());
  }

  private static ObjectNode outcome(Write.Outcome one) {
    ObjectNode json = Json.object()
        .put("category", one.category())
        .put("sentence", one.sentence())
        .put("owner", one.owner())
        .put("nextStep", one.nextStep());
    json.set("current", Json.tree(one.current()));
    return json;
  }

  private static Write.Outcome outcome(JsonNode json) {
    return new Write.Outcome(json.path("category").textValue(), json.path("sentence").textValue(),
        json.path("owner").textValue(), json.path("nextStep").textValue(), Json.map(json.path("current")));
  }

  private static Optional<Instant> time(JsonNode json, String name) {
    return Optional.ofNullable(json.path(name).textValue()).map(Instant::parse);
  }
}
