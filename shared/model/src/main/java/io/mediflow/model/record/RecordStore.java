package io.mediflow.model.record;

import io.mediflow.model.store.Page;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Records, one item each; change-mapping is the only writer. Order is decided by the caller and arbitrated by what it has read. */
public interface RecordStore {

  /** Write time in epoch milliseconds and record id. */
  Pattern FEED_POSITION = Pattern.compile("[0-9]{15}#[\\x21-\\x7e]{1,100}");

  /** @throws IllegalArgumentException when it is none of a feed's cursors */
  static void checkCursor(String cursor) {
    if (cursor != null && !FEED_POSITION.matcher(cursor).matches()) {
      throw new IllegalArgumentException("not a cursor of the change feed");
    }
  }

  Optional<StoredRecord> find(String connection, String id);

  /** Those of {@code ids} that are stored, by id; one call for many where the store can. */
  default Map<String, StoredRecord> find(String connection, Set<String> ids) {
    return ids.stream().flatMap(id -> find(connection, id).stream()).collect(Collectors.toMap(StoredRecord::id, one -> one));
  }

  /**
   * Stores {@code next}, unpublished, under a fresh feed position, if the stored record still has the version, {@code
   * lastUpdated}, {@code fetchStart} and {@code said} of {@code read}. The stored record has the version after it.
   *
   * @param read what {@code next} was decided against; empty: there was no item
   * @return the record as stored, or empty when another writer was first: read again and decide again
   */
  Optional<StoredRecord> put(StoredRecord next, Optional<StoredRecord> read);

  /** Stores a new record (version 0), or one that was read and has kept its version and times. */
  default Optional<StoredRecord> put(StoredRecord next) {
    return put(next, Optional.of(next).filter(one -> one.version() > 0));
  }

  /**
   * Moves only {@code lastUpdated}, {@code fetchStart}, {@code fetchedAt} and {@code said} of an unchanged record to those of {@code
   * seen}, on the condition of {@link #put(StoredRecord, Optional)}; its version stays.
   */
  boolean touch(StoredRecord seen, StoredRecord read);

  /** Marks the record as told, on condition that its version is still the one that was told. */
  boolean published(String connection, String id, long version);

  /**
   * The change feed: records of one type, oldest change first, at most those that were written 5 s ago or longer.
   *
   * @param cursor the last page's cursor, or null from the beginning
   * @throws IllegalArgumentException when the cursor is none of a feed's
   */
  Page<StoredRecord> feed(String connection, RecordType type, String cursor, int limit);
}
