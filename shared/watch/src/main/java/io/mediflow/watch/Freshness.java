package io.mediflow.watch;

import io.mediflow.model.change.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a flow is behind its EHR.
 *
 * @param asOf     everything that the EHR had then is with us
 * @param heldBy   what keeps it from being fresher
 * @param complete whether the first sync has come to its end
 */
public record Freshness(Instant asOf, Cause heldBy, boolean complete) {

  /** What a flow waits for. */
  public enum Cause {
    /** Its next window, or the next notification. */
    WINDOW,
    /** A record that the EHR did not give us when we asked. */
    PENDING_FETCH,
    /** The change queue. */
    QUEUE,
    /** The end of its first window. */
    FIRST_SYNC
  }

  /**
   * The oldest of: the last complete window (pushed flows: the last notification), the oldest pending fetch, the last marker that
   * came through the change queue. A flow that never had a window is as old as the time at which one was due.
   *
   * @param pushed  whether the EHR sends this flow's changes and nobody lists them
   * @param pending the oldest pending fetch of the flow's record type
   * @param marker  the newest marker that came through; empty before the first
   */
  public static Freshness of(
      Flow flow, boolean pushed, Optional<Instant> pending, Optional<Instant> marker, Instant now) {
    Optional<Instant> heard = pushed ? later(flow.lastNotification(), flow.lastCompleteWindow()) : flow.lastCompleteWindow();
    Freshness result = heard
        .map(at -> new Freshness(at, Cause.WINDOW, true))
        .orElseGet(() -> new Freshness(flow.due().isBefore(now) ? flow.due() : now, Cause.FIRST_SYNC, false));
    return result.orOlder(pending, Cause.PENDING_FETCH).orOlder(marker, Cause.QUEUE);
  }

  public Duration age(Instant now) {
    Duration age = Duration.between(asOf, now);
    return age.isNegative() ? Duration.ZERO : age;
  }

  private Freshness orOlder(Optional<Instant> other, Cause cause) {
    return other.filter(at -> at.isBefore(asOf)).map(at -> new Freshness(at, cause, complete)).orElse(this);
  }

  private static Optional<Instant> later(Optional<Instant> a, Optional<Instant> b) {
    return a.isEmpty() ? b : b.isEmpty() ? a : Optional.of(a.get().isAfter(b.get()) ? a.get() : b.get());
  }
}
