package io.mediflow.freshnesscheck;

import io.mediflow.model.watch.Breach;
import io.mediflow.model.watch.Rollup;
import io.mediflow.watch.CallTotals;
import io.mediflow.watch.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Error rate of all calls, and mean latency of each operation. */
final class CallChecks {

  private final Situation situation;
  private final Thresholds thresholds;
  private final Breaches breaches;

  CallChecks(Situation situation, Thresholds thresholds) {
    this.situation = situation;
    this.thresholds = thresholds;
    this.breaches = new Breaches(situation);
  }

  List<Breach> breaches() {
    Thresholds.Errors errors = thresholds.errors();
    CallTotals all = CallTotals.of(window(errors.window()));
    boolean counts = all.calls() >= errors.calls() || all.failures() >= errors.failures();
    if (counts && all.errorRate() > errors.over()) {
      breaches.add("errors", "all calls", String.format(Locale.ROOT,
          "%d of %d calls to the EHR failed within %s (%.1f %%; at most %.1f %% is accepted).", all.failures(),
          all.calls(), Words.duration(errors.window()), 100 * all.errorRate(), 100 * errors.over()));
    }
    Thresholds.Latency latency = thresholds.latency();
    CallTotals.byOperation(window(latency.window())).forEach((operation, calls) -> {
      Duration mean = calls.meanLatency();
      if (calls.calls() >= latency.calls() && mean.compareTo(latency.over()) > 0) {
        breaches.add("latency", operation, String.format(Locale.ROOT,
            "The EHR took %.1f seconds on average for %s; at most %.1f is accepted. If it lasts, tell the EHR's support.",
            mean.toMillis() / 1000.0, Words.operation(operation), latency.over().toMillis() / 1000.0));
      }
    });
    return breaches.all();
  }

  private List<Rollup> window(Duration length) {
    Instant from = situation.now().minus(length);
    return situation.rollups().stream().filter(one -> !one.minute().isBefore(from)).toList();
  }
}
