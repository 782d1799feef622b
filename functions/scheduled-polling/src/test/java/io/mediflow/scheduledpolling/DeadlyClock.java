package io.mediflow.scheduledpolling;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;

/** Whoever looks at it dies now and then: before and after a call, a put or a page. */
final class DeadlyClock extends Clock {

  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final Clock clock;
  private final Random random;

  DeadlyClock(Clock clock, int seed) {
    this.clock = clock;
    this.random = new Random(seed);
  }

  @Override
  public Instant instant() {
    if (random.nextInt(12) == 0) {
      throw new Killed();
    }
    return clock.instant();
  }

  @Override
  public ZoneId getZone() {
    return clock.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
