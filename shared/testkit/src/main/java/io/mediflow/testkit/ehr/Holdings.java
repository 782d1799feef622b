package io.mediflow.testkit.ehr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.ehr.EhrPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the EHR holds: one version of each resource, and what was deleted. */
final class Holdings {

  /** One page of a search, with the place of the next one. */
  record Found(List<EhrPage.Entry> entries, Optional<Integer> nextOffset) {}

  private static final int DEFAULT_COUNT = 50;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, ObjectNode> resources = new LinkedHashMap<>();
  private final Set<String> gone = new HashSet<>();
  private int lastId;

  /** Stores the next version and gives its id. */
  String store(ObjectNode resource, Instant lastUpdated) {
    var type = resource.path("resourceType").asText();
    if (!resource.hasNonNull("id")) {
      resource.put("id", "e" + ++lastId);
    }
    var id = resource.path("id").asText();
    var version = find(type, id).map(one -> one.at("/meta/versionId").asInt() + 1).orElse(1);
    resource.withObjectProperty("meta")
        .put("versionId", Integer.toString(version))
        .put("lastUpdated", lastUpdated.truncatedTo(ChronoUnit.MILLIS).toString());
    resources.put(key(type, id), resource);
    gone.remove(key(type, id));
    return id;
  }

  void delete(String type, String id) {
    resources.remove(key(type, id));
    gone.add(key(type, id));
  }

  boolean isGone(String type, String id) {
    return gone.contains(key(type, id));
  }

  Optional<ObjectNode> find(String type, String id) {
    return Optional.ofNullable(resources.get(key(type, id)));
  }

  Stream<ObjectNode> all(String type) {
    return resources.values().stream().filter(one -> one.path("resourceType").asText().equals(type));
  }

  Found page(Matching matching, String type) {
    var from = matching.number("_offset", 0);
    var count = matching.number("_count", DEFAULT_COUNT);
    var found = all(type)
        .filter(matching::takes)
        .sorted(Comparator.comparing(Holdings::lastUpdated).thenComparing(one -> one.path("id").asText()))
        .toList();
    var entries = found.stream().skip(from).limit(count).map(Holdings::entry).toList();
    return new Found(entries, from + count < found.size() ? Optional.of(from + count) : Optional.empty());
  }

  static String versionTag(JsonNode resource) {
    return "W/\"" + resource.at("/meta/versionId").asText() + "\"";
  }

  static JsonNode tree(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException broken) {
      throw new UncheckedIOException("MemoryEhr was given something that is not JSON", broken);
    }
  }

  static byte[] bytes(JsonNode node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static EhrPage.Entry entry(ObjectNode one) {
    return new EhrPage.Entry(
        one.path("resourceType").asText(), one.path("id").asText(), Optional.of(lastUpdated(one)), bytes(one));
  }

  private static Instant lastUpdated(JsonNode resource) {
    return Instant.parse(resource.at("/meta/lastUpdated").asText());
  }

  private static String key(String type, String id) {
    return type + "/" + id;
  }
}
