package io.mediflow.cli;

import java.time.Duration;

/** How fast some work goes on the whole, and how long the rest of it takes at that rate. */
record Pace(long done, long total, Duration taken) {

  /** For people, for example {@code 500 of 1000, 250/s, 2 s left}. */
  String words() {
    String far = done + " of " + total;
    if (done <= 0 || taken.toMillis() <= 0) {
      return far;
    }
    double rate = done * 1000.0 / taken.toMillis();
    String paced = far + ", " + (rate < 10 ? Math.round(rate * 10) / 10.0 + "" : Math.round(rate) + "") + "/s";
    return done >= total ? paced : paced + ", " + left((long) Math.ceil((total - done) / rate));
  }

  private static String left(long seconds) {
    return seconds < 60 ? seconds + " s left" : (seconds + 59) / 60 + " min left";
  }
}
