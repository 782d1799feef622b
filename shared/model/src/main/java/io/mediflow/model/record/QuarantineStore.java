package io.mediflow.model.record;

import io.mediflow.model.store.Page;

/** What could not be mapped, until somebody replays or dismisses it. */
public interface QuarantineStore {

  /** Idempotent by id: the first reason and time stay. */
  void put(Quarantined item);

  Page<Quarantined> page(String connection, String cursor, int limit);

  void remove(String connection, String id);
}
