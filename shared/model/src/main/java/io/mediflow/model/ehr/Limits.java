package io.mediflow.model.ehr;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What an EHR allows one connection by the interfaces that name this bucket, as the package states it.
 *
 * @param windows   all of them hold; empty where no number is stated
 * @param throttles statuses besides 429 by which this EHR may mean that there were too many calls
 */
public record Limits(String bucket, List<Window> windows, Set<Integer> throttles) {

  /**
   * So many calls in each window of the clock.
   *
   * @param length a window of a minute begins at each full minute, one of a day at 00:00 UTC
   */
  public record Window(int calls, Duration length) {}

  public Limits {
    windows = List.copyOf(windows);
    throttles = Set.copyOf(throttles);
  }

  /** No number is stated. */
  public static Limits none(String bucket) {
    return new Limits(bucket, List.of(), Set.of());
  }
}
