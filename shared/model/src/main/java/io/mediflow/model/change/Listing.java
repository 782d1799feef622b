package io.mediflow.model.change;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an EHR listed for one subject, so that the next listing shows what changed and what is gone.
 *
 * @param entries by {@code Type/id}
 * @param version for optimistic locking; 0 before the first put
 */
public record Listing(SortedMap<String, Entry> entries, long version) {

  public static final Listing NONE = new Listing(new TreeMap<>(), 0);

  /**
   * One resource.
   *
   * @param hash of its content
   * @param at   the date that its window goes by; empty where it has none
   */
  public record Entry(String hash, Optional<Instant> at) {}

  public Listing {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  public Listing with(Map<String, Entry> others) {
    SortedMap<String, Entry> all = new TreeMap<>(entries);
    all.putAll(others);
    return new Listing(all, version);
  }
}
