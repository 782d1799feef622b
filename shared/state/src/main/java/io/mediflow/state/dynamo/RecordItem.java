package io.mediflow.state.dynamo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.store.Bodies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** How a record lies in its item: what is searched or guarded as attributes, the content as one JSON text. */
final class RecordItem {

  private final Content content;

  RecordItem(Bodies bodies) {
    this.content = new Content(bodies);
  }

  Item write(StoredRecord one) {
    ObjectNode json = Json.object();
    json.set("fields", Json.tree(one.fields()));
    json.set("problems", problems(one.problems()));
    ArrayNode marks = json.putArray("securityMarks");
    one.securityMarks().stream().sorted().forEach(marks::add);
    Item item = Item.at(Keys.record(one.connection(), one.id()))
        .with("feedPk", Keys.feed(one.connection(), one.type()))
        .with("feedSk", one.feedPosition())
        .with("connection", one.connection())
        .with("type", one.type().label())
        .with("id", one.id())
        .with("sourceInterface", one.source().interfaceName())
        .with("sourceType", one.source().type())
        .with("sourceId", one.source().id())
        .with("sourceVersion", one.source().version())
        .withNumber("lastUpdated", one.lastUpdated())
        .with("fetchStart", one.fetchStart())
        .with("fetchedAt", one.fetchedAt())
        .with("contentHash", one.contentHash())
        .with("packageVersion", one.packageVersion())
        .with("ending", one.ending().name())
        .with("published", one.published())
        .with("version", one.version())
        .withText("said", said(one.said()))
        .with("successor", one.successor().isEmpty() ? null : one.successor());
    return contributions(content.put(item, "content", one.connection(), Json.write(json)), one);
  }

  StoredRecord read(Item item) {
    String connection = item.text("connection");
    JsonNode json = Json.read(content.get(item, "content", connection));
    Set<String> marks = new HashSet<>();
    json.path("securityMarks").forEach(mark -> marks.add(mark.asText()));
    return new StoredRecord(
        connection,
        RecordType.of(item.text("type")),
        item.text("id"),
        new StoredRecord.Source(item.text("sourceInterface"), item.text("sourceType"), item.text("sourceId"),
            item.text("sourceVersion")),
        item.findNumber("lastUpdated"),
        item.number("fetchStart"),
        item.time("fetchedAt"),
        item.text("contentHash"),
        item.text("packageVersion"),
        Json.map(json.path("fields")),
        problems(json.path("problems")),
        marks,
        StoredRecord.Ending.valueOf(item.text("ending")),
        item.text("feedSk"),
        item.flag("published"),
        item.number("version"),
        said(item),
        contributions(item, connection),
        item.findText("successor").orElse(""));
  }

  /** As one text, and a name for it that a writer can be held to; nothing where one interface spoke alone. */
  Item contributions(Item item, StoredRecord one) {
    return one.contributions().isEmpty() ? item : content
        .put(item, "contributions", one.connection(), Contributions.write(one.contributions()))
        .withText("contributed", Contributions.name(one.contributions()));
  }

  private Map<String, StoredRecord> contributions(Item item, String connection) {
    return item.has("contributed")
        ? Contributions.read(connection, RecordType.of(item.text("type")), item.text("id"), content.get(item, "contributions", connection))
        : Map.of();
  }

  /** One text, always the same for the same: the names under each time, since one message speaks of many. Empty where no feed spoke. */
  static Optional<String> said(Map<String, String> said) {
    ObjectNode times = Json.object();
    new TreeMap<>(said).forEach((field, at) -> (times.get(at) instanceof ArrayNode all ? all : times.putArray(at)).add(field));
    return said.isEmpty() ? Optional.empty() : Optional.of(Json.write(times));
  }

  private static Map<String, String> said(Item item) {
    Map<String, String> said = new HashMap<>();
    item.findText("said").ifPresent(text -> Json.read(text).properties()
        .forEach(at -> at.getValue().forEach(field -> said.put(field.asText(), at.getKey()))));
    return said;
  }

  static ArrayNode problems(List<Problem> problems) {
    ArrayNode array = Json.array();
    for (Problem problem : problems) {
      array.addObject()
          .put("category", problem.category().name())
          .put("path", problem.path())
          .put("remedy", problem.remedy());
    }
    return array;
  }

  static List<Problem> problems(JsonNode array) {
    List<Problem> problems = new ArrayList<>();
    for (JsonNode one : array) {
      problems.add(new Problem(Problem.Category.valueOf(one.path("category").asText()), one.path("path").asText(),
          one.path("remedy").asText()));
    }
    return problems;
  }
}
