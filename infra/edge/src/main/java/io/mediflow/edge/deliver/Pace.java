package io.mediflow.edge.deliver;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try.
 *
 * @param first the first pause; each further one is twice as long
 * @param most  no pause is longer, unless the other side asks for it
 * @param slow  where a person has to act first
 * @param asked no pause that the other side asks for is believed beyond this
 */
public record Pace(Duration first, Duration most, Duration slow, Duration asked) {

  private static final int MOST_DOUBLINGS = 30;

  /** As {@code edge} runs. */
  public static Pace usual() {
    return new Pace(Duration.ofSeconds(1), Duration.ofMinutes(2), Duration.ofMinutes(1), Duration.ofMinutes(15));
  }

  /**
   * Between half and the whole of what the number of failures comes to, so that agents do not return all at once; never less than
   * what was asked for.
   *
   * @param failures one after the other, from one
   */
  Duration after(int failures, Optional<Duration> asked, RandomGenerator random) {
    long doubled = Math.min(most.toMillis(), first.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS));
    Duration own = Duration.ofMillis(doubled / 2 + random.nextLong(doubled / 2 + 1));
    return asked.map(one -> one.compareTo(this.asked) > 0 ? this.asked : one).filter(one -> one.compareTo(own) > 0).orElse(own);
  }
}
