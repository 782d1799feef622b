package io.mediflow.model.change;

import io.mediflow.model.record.RecordType;
import io.mediflow.model.store.Page;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Pending fetches. */
public interface PendingFetchStore {

  /** Stores or moves it; {@code since} of one that is stored stays. Its {@code since} is when it was asked for; the latest counts. */
  void put(PendingFetch fetch);

  /**
   * Removes it where a fetch has answered it: where it was asked for before that fetch began. One that was asked for since, or in
   * the same millisecond, stays: the EHR may hold something newer.
   */
  void remove(String connection, String recordId, Instant fetchStart);

  Page<PendingFetch> due(Instant now, String cursor, int limit);

  /** The oldest {@code since} of the connection for each of these record types that has one. */
  Map<RecordType, Instant> oldest(String connection, Set<RecordType> types);
}
