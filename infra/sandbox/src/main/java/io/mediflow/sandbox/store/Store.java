package io.mediflow.sandbox.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The newest version of every resource. A commit is whole or not at all, and visible in the order of its stamps. */
public final class Store implements AutoCloseable {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Map<String, NavigableMap<String, Stored>> types = new ConcurrentHashMap<>();
  private final NavigableMap<String, Instant> deleted = new ConcurrentSkipListMap<>();
  private final Map<String, JsonNode> settings = new ConcurrentHashMap<>();
  private final Clock clock;
  private final Journal journal;
  private long lastStamp;

  /** @param file where to keep the journal; empty to keep all in memory only */
  public Store(Clock clock, Optional<Path> file) {
    this.clock = clock;
    this.journal = file.map(path -> Journal.open(path, this::replay)).orElseGet(Journal::none);
  }

  public Optional<Stored> find(String type, String id) {
    return Optional.ofNullable(of(type).get(id));
  }

  /** @param reference {@code Type/id} */
  public Optional<Stored> find(String reference) {
    int slash = reference.indexOf('/');
    return slash < 0 ? Optional.empty() : find(reference.substring(0, slash), reference.substring(slash + 1));
  }

  /** All resources of a type, in the order of their ids. */
  public List<Stored> all(String type) {
    return List.copyOf(of(type).values());
  }

  /** What is deleted: it is found no more, and nothing is made under its id. */
  public synchronized boolean delete(String type, String id) {
    Optional<Stored> last = find(type, id);
    last.ifPresent(one -> {
      lastStamp = Math.max(clock.millis(), lastStamp + 1);
      ObjectNode line = Json.MAPPER.createObjectNode();
      line.put("deleted", one.reference()).put("at", MILLIS.format(Instant.ofEpochMilli(lastStamp)));
      journal.append(line);
      hide(one.reference(), Instant.ofEpochMilli(lastStamp));
    });
    return last.isPresent();
  }

  public boolean isDeleted(String type, String id) {
    return deleted.containsKey(type + "/" + id);
  }

  /** References of a type, in the order of their ids. */
  public List<String> deleted(String type, Instant since) {
    return deleted.entrySet().stream()
        .filter(one -> one.getKey().startsWith(type + "/") && !one.getValue().isBefore(since)).map(Map.Entry::getKey).toList();
  }

  private void hide(String reference, Instant at) {
    deleted.put(reference, at);
    int slash = reference.indexOf('/');
    of(reference.substring(0, slash)).remove(reference.substring(slash + 1));
  }

  public boolean isEmpty() {
    return types.isEmpty();
  }

  /** What is decided inside sees no other writer. */
  public synchronized <T> T alone(Supplier<T> work) {
    return work.get();
  }

  /** Makes one new version of each draft, all or none; they are on disk and visible when this returns. */
  public synchronized List<Stored> commit(List<Draft> drafts) {
    return commit(drafts, clock.millis());
  }

  /** As {@link #commit(List)}, as if it had happened before now: for what was there before the first start. */
  public synchronized List<Stored> commitAsPast(List<Draft> drafts) {
    return commit(drafts, clock.instant().minus(1, ChronoUnit.HOURS).toEpochMilli());
  }

  private List<Stored> commit(List<Draft> drafts, long from) {
    List<Stored> versions = new ArrayList<>();
    long stamp = lastStamp;
    for (Draft draft : drafts) {
      stamp = Math.max(from, stamp + 1);
      int version = find(draft.type(), draft.id()).map(Stored::version).orElse(0) + 1;
      versions.add(version(draft, version, Instant.ofEpochMilli(stamp)));
    }
    ObjectNode line = Json.MAPPER.createObjectNode();
    ArrayNode commit = line.putArray("commit");
    versions.forEach(v -> commit.add(v.json()));
    journal.append(line);
    lastStamp = stamp;
    versions.forEach(this::show);
    return List.copyOf(versions);
  }

  private static Stored version(Draft draft, int version, Instant stamp) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("resourceType", draft.type()).put("id", draft.id());
    ObjectNode meta = draft.json().path("meta") instanceof ObjectNode given ? given.deepCopy() : Json.MAPPER.createObjectNode();
    meta.put("versionId", Integer.toString(version)).put("lastUpdated", MILLIS.format(stamp));
    json.set("meta", meta);
    draft.json().properties().forEach(field -> json.putIfAbsent(field.getKey(), field.getValue().deepCopy()));
    return new Stored(draft.type(), draft.id(), version, stamp, json);
  }

  /** A setting that outlives the process, by name. */
  public Optional<JsonNode> setting(String name) {
    return Optional.ofNullable(settings.get(name));
  }

  public synchronized void setting(String name, JsonNode value) {
    ObjectNode line = Json.MAPPER.createObjectNode();
    line.put("setting", name).set("value", value);
    journal.append(line);
    settings.put(name, value);
  }

  private void replay(JsonNode line) {
    if (Stream.of("setting", "commit", "deleted").filter(line::has).count() != 1) {
      throw new IllegalArgumentException("Neither a commit nor a deletion nor a setting");
    }
    if (line.has("deleted")) {
      Instant at = Instant.parse(line.get("at").asText());
      lastStamp = Math.max(lastStamp, at.toEpochMilli());
      hide(line.get("deleted").asText(), at);
    }
    if (line.has("setting")) {
      settings.put(line.get("setting").asText(), line.get("value"));
    }
    for (JsonNode json : line.path("commit")) {
      Instant stamp = Instant.parse(json.at("/meta/lastUpdated").asText());
      lastStamp = Math.max(lastStamp, stamp.toEpochMilli());
      show(new Stored(
          json.get("resourceType").asText(),
          json.get("id").asText(),
          Integer.parseInt(json.at("/meta/versionId").asText()),
          stamp,
          (ObjectNode) json));
    }
  }

  private void show(Stored version) {
    types.computeIfAbsent(version.type(), t -> new ConcurrentSkipListMap<>()).put(version.id(), version);
  }

  private NavigableMap<String, Stored> of(String type) {
    NavigableMap<String, Stored> known = types.get(type);
    return known == null ? new ConcurrentSkipListMap<>() : known;
  }

  @Override
  public void close() {
    journal.close();
  }
}
