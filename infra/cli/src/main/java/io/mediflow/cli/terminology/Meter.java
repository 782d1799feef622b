package io.mediflow.cli.terminology;

import java.io.PrintWriter;
import java.time.Duration;

/** Says every two seconds how far work of unknown size is, and how fast. */
final class Meter {

  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final int LOOKS_AT_THE_CLOCK = 256;

  private final PrintWriter out;
  private final String task;
  private final String unit;
  private final long start = System.nanoTime();
  private long said = start;
  private long done;

  Meter(PrintWriter out, String task, String unit) {
    this.out = out;
    this.task = task;
    this.unit = unit;
  }

  void one() {
    done++;
    if (done % LOOKS_AT_THE_CLOCK == 0 && System.nanoTime() - said >= EVERY.toNanos()) {
      said = System.nanoTime();
      double seconds = (said - start) / 1e9;
      out.println("  %s: %,d %s, %,d a second".formatted(task, done, unit, Math.round(done / seconds)));
      out.flush();
    }
  }

  long done() {
    return done;
  }
}
