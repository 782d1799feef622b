package io.mediflow.watch;

import io.mediflow.model.record.Quarantined;
import io.mediflow.model.record.QuarantineStore;
import io.mediflow.model.store.Page;
import java.time.Instant;
import java.util.Optional;

/**
 * How much lies in quarantine.
 *
 * @param count  at most {@link #MOST}: who has that many counts no further
 * @param oldest since when the oldest of the counted ones lies there
 */
public record QuarantineTally(int count, Optional<Instant> oldest) {

  public static final int MOST = 1000;
  private static final int PAGE = 100;

  public static QuarantineTally of(QuarantineStore store, String connection) {
    int count = 0;
    Optional<Instant> oldest = Optional.empty();
    String cursor = null;
    while (count < MOST) {
      Page<Quarantined> page = store.page(connection, cursor, PAGE);
      for (Quarantined one : page.items()) {
        count++;
        oldest = oldest.filter(known -> !one.since().isBefore(known)).or(() -> Optional.of(one.since()));
      }
      if (page.cursor().isEmpty()) {
        break;
      }
      cursor = page.cursor().get();
    }
    return new QuarantineTally(Math.min(count, MOST), oldest);
  }
}
