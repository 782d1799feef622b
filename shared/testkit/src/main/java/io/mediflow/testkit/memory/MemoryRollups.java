package io.mediflow.testkit.memory;

import io.mediflow.model.watch.Rollup;
import io.mediflow.model.watch.Rollups;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Roll-ups in memory. */
public final class MemoryRollups implements Rollups {

  private final Map<String, Rollup> stored = new HashMap<>();

  @Override
  public synchronized void add(List<Rollup> deltas) {
    for (Rollup delta : deltas) {
      stored.merge(delta.connection() + "/" + delta.operation() + "/" + delta.minute(), delta, (a, b) -> new Rollup(
          a.connection(), a.operation(), a.minute(), a.calls() + b.calls(), a.failures() + b.failures(),
          a.refusals() + b.refusals(), a.totalMillis() + b.totalMillis()));
    }
  }

  @Override
  public synchronized List<Rollup> read(String connection, Instant from, Instant to) {
    return stored.values().stream()
        .filter(one -> one.connection().equals(connection))
        .filter(one -> !one.minute().isBefore(from) && one.minute().isBefore(to))
        .sorted(Comparator.comparing(Rollup::minute).thenComparing(Rollup::operation))
        .toList();
  }
}
