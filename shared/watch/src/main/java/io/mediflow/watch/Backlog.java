package io.mediflow.watch;

import io.mediflow.model.watch.Rollup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Roll-ups that the store did not take, summed by minute, the newest few. */
final class Backlog {

  private static final int MOST = 500;

  private final TreeMap<String, Rollup> waiting = new TreeMap<>();

  /** What waits and {@code fresh}, taken out. */
  synchronized List<Rollup> with(List<Rollup> fresh) {
    if (waiting.isEmpty()) {
      return fresh;
    }
    keep(fresh);
    List<Rollup> all = new ArrayList<>(waiting.values());
    waiting.clear();
    return all;
  }

  synchronized void keep(List<Rollup> notTaken) {
    for (Rollup one : notTaken) {
      waiting.merge("%015d/%s/%s".formatted(one.minute().toEpochMilli(), one.connection(), one.operation()), one,
          Backlog::sum);
    }
    while (waiting.size() > MOST) {
      Map.Entry<String, Rollup> oldest = waiting.firstEntry();
      waiting.remove(oldest.getKey());
    }
  }

  private static Rollup sum(Rollup a, Rollup b) {
    return new Rollup(a.connection(), a.operation(), a.minute(), a.calls() + b.calls(), a.failures() + b.failures(),
        a.refusals() + b.refusals(), a.totalMillis() + b.totalMillis());
  }
}
