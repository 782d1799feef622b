package io.mediflow.testkit.memory;

import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.store.Page;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Records in memory, one map. */
public final class MemoryRecordStore implements RecordStore {

  private static final Duration FEED_DELAY = Duration.ofSeconds(5);

  private final Map<String, StoredRecord> records = new TreeMap<>();
  private final Clock clock;

  public MemoryRecordStore(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Optional<StoredRecord> find(String connection, String id) {
    return Optional.ofNullable(records.get(connection + "/" + id));
  }

  @Override
  public synchronized Optional<StoredRecord> put(StoredRecord next, Optional<StoredRecord> read) {
    if (!state(find(next.connection(), next.id())).equals(state(read))) {
      return Optional.empty();
    }
    String position = "%015d#%s".formatted(clock.millis(), next.id());
    return Optional.of(keep(next.stored(position, false, read.map(StoredRecord::version).orElse(0L) + 1)));
  }

  @Override
  public synchronized boolean touch(StoredRecord seen, StoredRecord read) {
    Optional<StoredRecord> stored = find(seen.connection(), seen.id());
    if (stored.isEmpty() || !state(stored).equals(state(Optional.of(read)))) {
      return false;
    }
    keep(stored.get().touched(seen));
    return true;
  }

  @Override
  public synchronized boolean published(String connection, String id, long version) {
    Optional<StoredRecord> stored = find(connection, id).filter(one -> one.version() == version);
    stored.ifPresent(one -> keep(one.stored(one.feedPosition(), true, one.version())));
    return stored.isPresent();
  }

  @Override
  public synchronized Page<StoredRecord> feed(String connection, RecordType type, String cursor, int limit) {
    RecordStore.checkCursor(cursor);
    String horizon = "%015d".formatted(clock.instant().minus(FEED_DELAY).toEpochMilli() + 1);
    List<StoredRecord> page = records.values().stream()
        .filter(one -> one.connection().equals(connection) && one.type() == type)
        .filter(one -> one.feedPosition().compareTo(horizon) < 0)
        .filter(one -> cursor == null || one.feedPosition().compareTo(cursor) > 0)
        .sorted(Comparator.comparing(StoredRecord::feedPosition))
        .limit(limit)
        .toList();
    return new Page<>(page, page.isEmpty() ? Optional.ofNullable(cursor) : Optional.of(page.getLast().feedPosition()));
  }

  public synchronized List<StoredRecord> all() {
    return List.copyOf(records.values());
  }

  /** What a writer must have read; empty: nothing is there. */
  private static List<Object> state(Optional<StoredRecord> one) {
    return one.map(record -> List.<Object>of(record.version(), record.lastUpdated(), record.fetchStart(), record.said(), record.contributions())).orElse(List.of());
  }

  private StoredRecord keep(StoredRecord record) {
    records.put(record.connection() + "/" + record.id(), record);
    return record;
  }
}
