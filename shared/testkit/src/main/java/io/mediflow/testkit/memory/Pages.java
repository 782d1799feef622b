package io.mediflow.testkit.memory;

import io.mediflow.model.store.Page;
import java.util.List;
import java.util.Optional;

/** Cuts a list into pages; the cursor is the place to go on from. */
final class Pages {

  private Pages() {}

  static <T> Page<T> of(List<T> all, String cursor, int limit) {
    int from = cursor == null ? 0 : Integer.parseInt(cursor);
    int to = Math.min(all.size(), from + limit);
    List<T> items = from >= all.size() ? List.of() : all.subList(from, to);
    return new Page<>(items, to < all.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
  }
}
