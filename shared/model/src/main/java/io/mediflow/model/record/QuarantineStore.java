package io.mediflow.model.record;

import io.mediflow.model.store.Page;
import java.time.Instant;
import java.util.Optional;

/** What could not be mapped, until somebody replays or dismisses it. */
public interface QuarantineStore {

  /** Idempotent by id: the first reason and time stay. */
  void put(Quarantined item);

  Optional<Quarantined> find(String connection, String id);

  Page<Quarantined> page(String connection, String cursor, int limit);

  void remove(String connection, String id);

  /**
   * How much lies there.
   *
   * @param count  at most as many as were asked for: who has that many counts no further
   * @param oldest since when the oldest of the counted ones lies there
   */
  record Tally(int count, Optional<Instant> oldest) {}

  /** Counts up to {@code most}. A store that can leaves the changes themselves alone: whoever counts need not read them. */
  default Tally tally(String connection, int most) {
    int count = 0;
    Optional<Instant> oldest = Optional.empty();
    Page<Quarantined> page = page(connection, null, most);
    while (true) {
      for (Quarantined one : page.items()) {
        count++;
        oldest = oldest.filter(known -> !one.since().isBefore(known)).or(() -> Optional.of(one.since()));
      }
      if (page.cursor().isEmpty() || count >= most) {
        return new Tally(Math.min(count, most), oldest);
      }
      page = page(connection, page.cursor().get(), most);
    }
  }
}
