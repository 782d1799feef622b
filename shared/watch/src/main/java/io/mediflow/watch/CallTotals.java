package io.mediflow.watch;

import io.mediflow.model.watch.Rollup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums over some minutes of calls. */
public record CallTotals(long calls, long failures, long refusals, long totalMillis) {

  public static final CallTotals NONE = new CallTotals(0, 0, 0, 0);

  public static CallTotals of(List<Rollup> rollups) {
    return rollups.stream().reduce(NONE, CallTotals::plus, CallTotals::plus);
  }

  public static Map<String, CallTotals> byOperation(List<Rollup> rollups) {
    Map<String, CallTotals> sums = new TreeMap<>();
    rollups.forEach(one -> sums.merge(one.operation(), NONE.plus(one), CallTotals::plus));
    return sums;
  }

  /** Failed calls of all calls, 0 to 1; 0 when there were none. */
  public double errorRate() {
    return calls == 0 ? 0 : (double) failures / calls;
  }

  /** Zero when there were no calls. */
  public Duration meanLatency() {
    return calls == 0 ? Duration.ZERO : Duration.ofMillis(totalMillis / calls);
  }

  private CallTotals plus(Rollup more) {
    return new CallTotals(
        calls + more.calls(), failures + more.failures(), refusals + more.refusals(), totalMillis + more.totalMillis());
  }

  private CallTotals plus(CallTotals more) {
    return new CallTotals(
        calls + more.calls, failures + more.failures, refusals + more.refusals, totalMillis + more.totalMillis);
  }
}
