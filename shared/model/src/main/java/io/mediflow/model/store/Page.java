package io.mediflow.model.store;

import java.util.List;
import java.util.Optional;

/**
 * One page of a listing.
 *
 * @param cursor hand it back for the next page; empty at the end, except for feeds, which always give the place to go on from
 */
public record Page<T>(List<T> items, Optional<String> cursor) {

  public Page {
    items = List.copyOf(items);
  }
}
