package io.mediflow.watch;

import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.watch.Rollup;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
   * The oldest of: the last complete window (of what the EHR tells by itself: or the last notification; of what is only pushed: the last
   * notification, or what the agent that sends it has delivered), the oldest pending fetch, the last marker that came through the change
   * queue. A flow that never had a whole window is as old as the first attempt at one, through failures and new starts; before that, as
   * the time at which one was due.
   *
   * @param agent   up to when the agent of the flow's interface has delivered all; empty where there is none
   * @param pending the oldest pending fetch of the flow's record type
   * @param marker  {@link #marker}: the newest that came through
   */
  public static Freshness of(
      Flow flow, Optional<Instant> agent, Optional<Instant> pending, Optional<Instant> marker, Instant now) {
    Freshness result = heard(flow, agent)
        .map(at -> new Freshness(at, Cause.WINDOW, true))
        .orElseGet(() -> new Freshness(earlier(begun(flow), now), Cause.FIRST_SYNC, false));
    return result.orOlder(pending, Cause.PENDING_FETCH).orOlder(marker, Cause.QUEUE);
  }

  private static Optional<Instant> heard(Flow flow, Optional<Instant> agent) {
    return switch (flow.id().scope()) {
      case WHOLE, HOT, REST, GROUP, RECONCILE -> flow.lastCompleteWindow();
      case TOLD -> later(flow.lastNotification(), flow.lastCompleteWindow());
      case PUSHED -> later(flow.lastNotification(), agent).or(() -> Optional.of(begun(flow)));
    };
  }

  /** Since when nothing has been sent of what is only pushed: the last notification, or when the flow was made. */
  public static Instant silentSince(Flow flow) {
    return flow.lastNotification().orElseGet(() -> begun(flow));
  }

  /**
   * The newest marker that came through the change queue. Before the first, what shows for how long one should have: the oldest
   * attempt at a first sync, or the oldest call. A marker is sent each minute, so without one the queue holds everything.
   *
   * @param seen  empty before the first
   * @param calls to the EHR, of the last while
   * @return empty when nothing was seen, began or was called
   */
  public static Optional<Instant> marker(Optional<Instant> seen, List<Flow> flows, List<Rollup> calls, Instant now) {
    return seen.or(() -> Stream.concat(
        flows.stream().filter(one -> one.lastCompleteWindow().isEmpty() && one.id().scope() != FlowId.Scope.PUSHED)
            .map(Freshness::begun),
        calls.stream().map(Rollup::minute)).min(Comparator.naturalOrder()).map(at -> earlier(at, now)));
  }

  public Duration age(Instant now) {
    Duration age = Duration.between(asOf, now);
    return age.isNegative() ? Duration.ZERO : age;
  }

  private Freshness orOlder(Optional<Instant> other, Cause cause) {
    return other.filter(at -> at.isBefore(asOf)).map(at -> new Freshness(at, cause, complete)).orElse(this);
  }

  private static Instant begun(Flow flow) {
    return flow.checkpoint().started().orElse(flow.due());
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Optional<Instant> later(Optional<Instant> a, Optional<Instant> b) {
    return a.isEmpty() ? b : b.isEmpty() ? a : Optional.of(a.get().isAfter(b.get()) ? a.get() : b.get());
  }
}
