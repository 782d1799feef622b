package io.mediflow.state.dynamo;

import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.store.Bodies;
import io.mediflow.model.store.Page;
import io.mediflow.model.watch.TimeScale;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Records in the records table, one item each; the index {@code feed} is the change feed. */
public final class DynamoRecordStore implements RecordStore {

  /** Longer than a store call may take, so that no late writer falls behind a reader. */
  private static final Duration SETTLE = Duration.ofSeconds(5);

  private final Table table;
  private final RecordItem items;
  private final Clock clock;
  private final Duration settle;

  public DynamoRecordStore(DynamoDbClient client, String table, Bodies bodies, Clock clock, TimeScale scale) {
    this.table = new Table(client, table);
    this.items = new RecordItem(bodies);
    this.clock = clock;
    this.settle = scale.scaled(SETTLE);
  }

  @Override
  public Optional<StoredRecord> find(String connection, String id) {
    return table.get(Keys.record(connection, id)).map(items::read);
  }

  @Override
  public Map<String, StoredRecord> find(String connection, Set<String> ids) {
    return table.get(ids.stream().map(id -> Keys.record(connection, id)).toList()).stream().map(items::read)
        .collect(Collectors.toMap(StoredRecord::id, one -> one));
  }

  @Override
  public Optional<StoredRecord> put(StoredRecord next, Optional<StoredRecord> read) {
    Instant stamped = clock.instant();
    StoredRecord stored = stored(next, read.map(StoredRecord::version).orElse(0L), stamped);
    if (!table.put(items.write(stored), Guard.asRead(read), Guard.valuesAsRead(read))) {
      return Optional.empty();
    }
    return Optional.of(inTime(stored, stamped));
  }

  @Override
  public boolean touch(StoredRecord seen, StoredRecord read) {
    Item values = Guard.valuesAsRead(Optional.of(read))
        .with("fetchStart", seen.fetchStart())
        .with("fetchedAt", seen.fetchedAt())
        .withNumber("lastUpdated", seen.lastUpdated())
        .withText("said", RecordItem.said(seen.said()));
    items.contributions(values, seen);
    List<String> gone = new ArrayList<>();
    String update = "SET #fetchStart = :fetchStart, #fetchedAt = :fetchedAt"
        + setOrGone("lastUpdated", seen.lastUpdated().isPresent(), gone)
        + setOrGone("said", !seen.said().isEmpty(), gone)
        + setOrGone("contributed", values.has("contributed"), gone)
        + setOrGone("contributions", values.has("contributions"), gone)
        + setOrGone("contributionsRef", values.has("contributionsRef"), gone)
        + (gone.isEmpty() ? "" : " REMOVE " + String.join(", ", gone));
    return table.update(key(seen), update, Guard.asRead(Optional.of(read)), values);
  }

  private static String setOrGone(String name, boolean there, List<String> gone) {
    if (!there) {
      gone.add("#" + name);
    }
    return there ? ", #" + name + " = :" + name : "";
  }

  @Override
  public boolean published(String connection, String id, long version) {
    return table.update(Keys.record(connection, id), "SET #published = :yes", "#version = :version",
        Guard.values(version).with("yes", true));
  }

  @Override
  public Page<StoredRecord> feed(String connection, RecordType type, String cursor, int limit) {
    RecordStore.checkCursor(cursor);
    String until = Keys.until(clock.instant().minus(settle));
    if (cursor != null && Keys.after(cursor).compareTo(until) > 0) {
      return new Page<>(List.of(), Optional.of(cursor)); // ahead of what is served
    }
    Slice settled = Slice.of("feed", "feedPk", Keys.feed(connection, type), "feedSk")
        .from(cursor == null ? null : Keys.after(cursor))
        .to(until);
    List<Item> found = table.query(settled, limit);
    return new Page<>(found.stream().map(items::read).toList(),
        found.isEmpty() ? Optional.ofNullable(cursor) : Optional.of(found.getLast().text("feedSk")));
  }

  /** With a short settle time a slow put could fall behind a reader: then its position is stamped once more. */
  private StoredRecord inTime(StoredRecord stored, Instant stamped) {
    StoredRecord kept = stored;
    Instant at = stamped;
    while (Duration.between(at, clock.instant()).multipliedBy(2).compareTo(settle) > 0) {
      at = clock.instant();
      String position = position(stored, at);
      Item values = Guard.values(stored.version()).with("position", position);
      if (!table.update(key(stored), "SET #feedSk = :position", "#version = :version", values)) {
        return kept; // a later version has a later position
      }
      kept = stored.stored(position, false, stored.version());
    }
    return kept;
  }

  private static StoredRecord stored(StoredRecord next, long version, Instant stamped) {
    return next.stored(position(next, stamped), false, version + 1);
  }

  private static String position(StoredRecord record, Instant at) {
    return Keys.at(at, record.id());
  }

  private static Keys.Key key(StoredRecord record) {
    return Keys.record(record.connection(), record.id());
  }
}
