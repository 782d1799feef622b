package io.mediflow.model.change;

import io.mediflow.model.record.RecordType;
import io.mediflow.model.store.Page;
import java.time.Instant;
import java.util.Map;

/** Pending fetches. */
public interface PendingFetchStore {

  /** Stores or moves it; {@code since} of one that is stored stays. */
  void put(PendingFetch fetch);

  void remove(String connection, String recordId);

  Page<PendingFetch> due(Instant now, String cursor, int limit);

  /** The oldest {@code since} of the connection by record type. */
  Map<RecordType, Instant> oldest(String connection);
}
