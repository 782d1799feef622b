package io.mediflow.testkit.memory;

import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.store.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Connections in memory. */
public final class MemoryConnectionStore implements ConnectionStore {

  private final Map<String, Connection> connections = new TreeMap<>();
  private final Map<String, String> overlays = new TreeMap<>();

  @Override
  public synchronized Optional<Connection> find(String id) {
    return Optional.ofNullable(connections.get(id));
  }

  @Override
  public synchronized boolean put(Connection next) {
    long stored = find(next.id()).map(Connection::version).orElse(0L);
    if (stored != next.version()) {
      return false;
    }
    connections.put(next.id(), new Connection(next.id(), next.name(), next.packageName(), next.packageMajor(),
        next.zone(), next.interfaces(), next.paused(), stored + 1));
    return true;
  }

  @Override
  public synchronized Page<Connection> page(String cursor, int limit) {
    return Pages.of(List.copyOf(connections.values()), cursor, limit);
  }

  @Override
  public synchronized Optional<String> overlay(String connection) {
    return Optional.ofNullable(overlays.get(connection));
  }

  @Override
  public synchronized void putOverlay(String connection, String yaml) {
    overlays.put(connection, yaml);
  }
}
