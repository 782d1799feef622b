package io.mediflow.model.watch;

import java.time.Duration;

/**
 * One factor for schedules, thresholds and settle times, so that a demonstration can be quick without a second set of rules.
 *
 * @param factor 1 in production; 10 makes a minute six seconds
 */
public record TimeScale(double factor) {

  public static final TimeScale REAL = new TimeScale(1);

  public TimeScale {
    if (!(factor >= 1)) {
      throw new IllegalArgumentException("the time scale must be 1 or more");
    }
  }

  public Duration scaled(Duration real) {
    return Duration.ofNanos((long) (real.toNanos() / factor));
  }
}
