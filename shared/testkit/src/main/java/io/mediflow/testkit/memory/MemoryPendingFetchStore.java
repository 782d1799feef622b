package io.mediflow.testkit.memory;

import io.mediflow.model.change.PendingFetch;
import io.mediflow.model.change.PendingFetchStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.store.Page;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Pending fetches in memory. */
public final class MemoryPendingFetchStore implements PendingFetchStore {

  private final Map<String, PendingFetch> fetches = new TreeMap<>();
  private final Map<String, Long> asked = new TreeMap<>();

  @Override
  public synchronized void put(PendingFetch fetch) {
    asked.merge(fetch.connection() + "/" + fetch.recordId(), fetch.since().toEpochMilli(), Math::max);
    fetches.merge(fetch.connection() + "/" + fetch.recordId(), fetch, (old, next) -> new PendingFetch(
        next.connection(), next.recordId(), next.type(), next.change(), old.since(), next.nextAttemptAt()));
  }

  @Override
  public synchronized void remove(String connection, String recordId, Instant fetchStart) {
    String key = connection + "/" + recordId;
    if (asked.getOrDefault(key, Long.MAX_VALUE) < fetchStart.toEpochMilli()) {
      fetches.remove(key);
      asked.remove(key);
    }
  }

  @Override
  public synchronized Page<PendingFetch> due(Instant now, String cursor, int limit) {
    List<PendingFetch> due = fetches.values().stream()
        .filter(one -> !one.nextAttemptAt().isAfter(now))
        .sorted(Comparator.comparing(PendingFetch::nextAttemptAt))
        .toList();
    return Pages.of(due, cursor, limit);
  }

  @Override
  public synchronized Map<RecordType, Instant> oldest(String connection, Set<RecordType> types) {
    Map<RecordType, Instant> oldest = new EnumMap<>(RecordType.class);
    fetches.values().stream()
        .filter(one -> one.connection().equals(connection) && types.contains(one.type()))
        .forEach(one -> oldest.merge(one.type(), one.since(), (a, b) -> a.isBefore(b) ? a : b));
    return oldest;
  }
}
