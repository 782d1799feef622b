package io.mediflow.model.connection;

import io.mediflow.model.store.Page;
import java.util.Optional;

/** Connections and the overlays that belong to them. */
public interface ConnectionStore {

  Optional<Connection> find(String id);

  /** Stores {@code next} if the stored version is still {@code next.version()}; the stored one has the version after it. */
  boolean put(Connection next);

  /** @param cursor where the page before ended, or null for the first */
  Page<Connection> page(String cursor, int limit);

  /** The connection's own mapping rows as YAML, or empty when it has none. */
  Optional<String> overlay(String connection);

  void putOverlay(String connection, String yaml);
}
