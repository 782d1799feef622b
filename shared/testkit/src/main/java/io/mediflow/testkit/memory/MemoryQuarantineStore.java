package io.mediflow.testkit.memory;

import io.mediflow.model.record.Quarantined;
import io.mediflow.model.record.QuarantineStore;
import io.mediflow.model.store.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Quarantine in memory. */
public final class MemoryQuarantineStore implements QuarantineStore {

  private final Map<String, Quarantined> items = new TreeMap<>();

  @Override
  public synchronized void put(Quarantined item) {
    items.putIfAbsent(item.connection() + "/" + item.id(), item);
  }

  @Override
  public synchronized Optional<Quarantined> find(String connection, String id) {
    return Optional.ofNullable(items.get(connection + "/" + id));
  }

  @Override
  public synchronized Page<Quarantined> page(String connection, String cursor, int limit) {
    List<Quarantined> own = items.values().stream().filter(one -> one.connection().equals(connection)).toList();
    return Pages.of(own, cursor, limit);
  }

  @Override
  public synchronized void remove(String connection, String id) {
    items.remove(connection + "/" + id);
  }
}
