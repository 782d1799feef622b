package io.mediflow.cli.run;

import io.mediflow.cli.Failure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waiting that Ctrl-C ends. */
public final class Pause {

  private Pause() {}

  public static void of(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Failure("Stopped.");
    }
  }
}
