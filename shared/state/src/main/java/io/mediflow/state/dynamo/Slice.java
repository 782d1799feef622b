package io.mediflow.state.dynamo;

import io.mediflow.model.store.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A stretch of one partition, of a table or an index.
 *
 * @param index null for the table itself
 * @param from  first range key, inclusive; empty for the start
 * @param to    last range key, inclusive; empty for the end
 */
record Slice(
    String index, String hashName, String hash, String rangeName, Optional<String> from, Optional<String> to,
    boolean newestFirst, boolean consistent) {

  /** A whole partition of the table, read consistently. */
  static Slice of(String pk) {
    return new Slice(null, "pk", pk, "sk", Optional.empty(), Optional.empty(), false, true);
  }

  static Slice of(String index, String hashName, String hash, String rangeName) {
    return new Slice(index, hashName, hash, rangeName, Optional.empty(), Optional.empty(), false, false);
  }

  Slice from(String first) {
    return new Slice(index, hashName, hash, rangeName, Optional.ofNullable(first), to, newestFirst, consistent);
  }

  Slice to(String last) {
    return new Slice(index, hashName, hash, rangeName, from, Optional.ofNullable(last), newestFirst, consistent);
  }

  Slice newestFirstOnes() {
    return new Slice(index, hashName, hash, rangeName, from, to, true, consistent);
  }

  /** Goes on behind {@code cursor}, which is the range key of the last item handed out; null starts at the beginning. */
  static <T> Page<T> page(Table table, List<Slice> slices, String cursor, int limit, Function<Item, T> reader) {
    Slice first = slices.getFirst();
    List<Item> found = new ArrayList<>();
    for (Slice slice : slices) {
      Slice rest = cursor == null ? slice : slice.newestFirst() ? slice.to(cursor) : slice.from(Keys.after(cursor));
      table.query(rest, limit + 2).stream() // one is the cursor's own item, one says whether there is more
          .filter(item -> !item.text(first.rangeName()).equals(cursor))
          .forEach(found::add);
    }
    Comparator<Item> order = Comparator.comparing(item -> item.text(first.rangeName()));
    found.sort(first.newestFirst() ? order.reversed() : order);
    List<Item> page = found.subList(0, Math.min(limit, found.size()));
    Optional<String> next = found.size() > limit
        ? Optional.of(page.getLast().text(first.rangeName()))
        : Optional.empty();
    return new Page<>(page.stream().map(reader).toList(), next);
  }
}
