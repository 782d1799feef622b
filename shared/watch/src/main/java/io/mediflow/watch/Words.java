package io.mediflow.watch;

import java.time.Duration;

/** Durations as people say them. */
public final class Words {

  private Words() {}

  /** {@code 40 seconds}, {@code 1 minute}, {@code 90 minutes}, {@code 23 hours}, {@code 3 days}. */
  public static String duration(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 60) {
      return many(seconds, "second");
    }
    if (seconds < 7200) {
      return many(seconds / 60, "minute");
    }
    return seconds < 172_800 ? many(seconds / 3600, "hour") : many(seconds / 86_400, "day");
  }

  private static String many(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }
}
