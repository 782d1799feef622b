package io.mediflow.model.record;

import io.mediflow.model.store.Page;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Which record ids lead to others: an interface's own id of what another interface told of first, an identifier that joins two
 * records, a chart that was merged into another. And what refers to an id, so that it can be led along. Ids only, of {@link RecordIds}.
 */
public interface Crosswalk {

  /** How an id leads to another. */
  enum Kind {
    /** Two names of one thing. */
    JOINED,
    /** Two things that the EHR made one: what is still said of the first is not said of the second. */
    MERGED
  }

  /**
   * Where an id leads.
   *
   * @param open whether what lay under the id, and what refers to it, may not all have been led along yet
   */
  record Lead(String to, Kind kind, boolean open) {}

  /** The leads of those ids that have one, by id; one step each, read consistently. */
  Map<String, Lead> find(String connection, Set<String> ids);

  /**
   * Lets an id lead to another, open, for good.
   *
   * @return false, and nothing is done, when one of the two leads somewhere already
   */
  boolean lead(String connection, String from, String to, Kind kind);

  /** All that the id stands for has been led along. */
  void close(String connection, String from);

  /** Notes that a record, or a change that waits, refers to these ids; again is no more than once. */
  void refer(String connection, String referrer, Collection<String> ids);

  /** Who refers to an id, ascending. */
  Page<String> referrers(String connection, String id, String cursor, int limit);
}
