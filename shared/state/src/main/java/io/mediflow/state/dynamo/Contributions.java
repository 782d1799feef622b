package io.mediflow.state.dynamo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** What several interfaces said of one record, as one JSON text. */
final class Contributions {

  private Contributions() {}

  /** Always the same for the same; empty for none. */
  static Optional<String> name(Map<String, StoredRecord> all) {
    return all.isEmpty() ? Optional.empty() : Optional.of(Keys.sha256(write(all)));
  }

  static String write(Map<String, StoredRecord> all) {
    ObjectNode json = Json.object();
    new TreeMap<>(all).forEach((from, one) -> json.set(from, write(one)));
    return Json.write(json);
  }

  private static ObjectNode write(StoredRecord one) {
    ObjectNode json = Json.object()
        .put("sourceInterface", one.source().interfaceName()).put("sourceType", one.source().type())
        .put("sourceId", one.source().id()).put("sourceVersion", one.source().version())
        .put("fetchStart", one.fetchStart()).put("fetchedAt", one.fetchedAt().toString())
        .put("contentHash", one.contentHash()).put("packageVersion", one.packageVersion())
        .put("ending", one.ending().name()).put("successor", one.successor());
    one.lastUpdated().ifPresent(at -> json.put("lastUpdated", at));
    json.set("fields", Json.tree(sorted(one.fields())));
    json.set("problems", RecordItem.problems(one.problems()));
    ArrayNode marks = json.putArray("securityMarks");
    one.securityMarks().stream().sorted().forEach(marks::add);
    json.set("said", Json.tree(new TreeMap<>(one.said())));
    return json;
  }

  /** Of maps without an order, so that the same has one text. */
  private static Map<String, Object> sorted(Map<?, ?> fields) {
    Map<String, Object> sorted = new TreeMap<>();
    fields.forEach((name, value) -> sorted.put((String) name, sorted(value)));
    return sorted;
  }

  private static Object sorted(Object value) {
    return switch (value) {
      case Map<?, ?> map -> sorted(map);
      case List<?> list -> list.stream().map(Contributions::sorted).toList();
      default -> value;
    };
  }

  static Map<String, StoredRecord> read(String connection, RecordType type, String id, String text) {
    Map<String, StoredRecord> all = new HashMap<>();
    Json.read(text).properties().forEach(one -> all.put(one.getKey(), read(connection, type, id, one.getValue())));
    return all;
  }

  private static StoredRecord read(String connection, RecordType type, String id, JsonNode json) {
    Set<String> marks = new HashSet<>();
    json.path("securityMarks").forEach(mark -> marks.add(mark.asText()));
    Map<String, String> said = new HashMap<>();
    json.path("said").properties().forEach(one -> said.put(one.getKey(), one.getValue().asText()));
    return new StoredRecord(connection, type, id,
        new StoredRecord.Source(text(json, "sourceInterface"), text(json, "sourceType"), text(json, "sourceId"),
            text(json, "sourceVersion")),
        json.has("lastUpdated") ? OptionalLong.of(json.path("lastUpdated").asLong()) : OptionalLong.empty(),
        json.path("fetchStart").asLong(), Instant.parse(text(json, "fetchedAt")), text(json, "contentHash"),
        text(json, "packageVersion"), Json.map(json.path("fields")), RecordItem.problems(json.path("problems")), marks,
        StoredRecord.Ending.valueOf(text(json, "ending")), "", false, 0, said, Map.of(), text(json, "successor"));
  }

  private static String text(JsonNode json, String name) {
    return json.path(name).asText();
  }
}
