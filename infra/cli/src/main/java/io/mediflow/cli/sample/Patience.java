package io.mediflow.cli.sample;

import java.time.Duration;

/**
 * How long work is waited for that goes at its own speed.
 *
 * @param quiet without any progress
 * @param most  in all
 */
public record Patience(Duration quiet, Duration most) {

  /** @param still how long nothing has come */
  boolean ended(Duration still, Duration waited) {
    return still.compareTo(quiet) > 0 || waited.compareTo(most) > 0;
  }
}
