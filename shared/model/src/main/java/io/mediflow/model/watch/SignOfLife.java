package io.mediflow.model.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the agent in a practice's network last said of itself; counts and times only.
 *
 * @param at              when it was heard, our clock
 * @param queued          messages that wait at the agent
 * @param oldest          for how long the oldest of them has waited; zero when none does
 * @param refused         messages that it has set aside, since we refused them
 * @param certificateEnds of the agent's own certificate; empty where it has none
 */
public record SignOfLife(
    String connection, String interfaceName, Instant at, long queued, Duration oldest, long refused, Optional<Instant> certificateEnds) {

  /** Up to here everything that the agent was given is with us. */
  public Instant deliveredUpTo() {
    return at.minus(oldest);
  }
}
