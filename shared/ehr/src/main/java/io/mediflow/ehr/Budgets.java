package io.mediflow.ehr;

import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.BudgetStore;
import io.mediflow.model.ehr.BudgetStore.Bucket;
import io.mediflow.model.ehr.Lane;
import io.mediflow.model.ehr.Limits.Window;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Counts calls against what the EHR allows, for all workers together. */
final class Budgets {

  private record Refused(Bucket bucket, Window window, Lane lane) {}

  /** Of a window; at most {@link #LONGEST_EDGE}. */
  private static final int EDGE = 30;
  private static final Duration LONGEST_EDGE = Duration.ofSeconds(2);

  /** Of a window; at most {@link #LONGEST_PACE}. */
  private static final int PACE = 12;
  private static final Duration LONGEST_PACE = Duration.ofMinutes(5);

  /** Nobody says that it is the limit of a day that was reached. */
  private static final Duration LONGEST_GUESS = Duration.ofMinutes(5);
  private static final int MOST_REMEMBERED = 1024;

  private final Map<Refused, Instant> refused = new ConcurrentHashMap<>();
  private final BudgetStore store;
  private final Clock clock;

  Budgets(BudgetStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Counts one call; gives when to come again if it must not be made. Without a stated limit this costs nothing. */
  Optional<Instant> take(Access access) {
    var now = clock.instant();
    var windows = access.limits().windows();
    // What is known to be refused counts nothing in the other windows.
    var known = windows.stream().flatMap(window -> Optional.ofNullable(refused.get(refused(access, window))).stream())
        .filter(now::isBefore).max(Instant::compareTo);
    if (known.isPresent()) {
      return known;
    }
    return windows.stream().flatMap(window -> take(access, window, now).stream()).findFirst();
  }

  /** When an EHR that throttles and says no time begins to count anew; empty when nothing tells that it is soon. */
  Optional<Instant> countsAnew(Access access) {
    var now = clock.instant();
    return access.limits().windows().stream().filter(window -> window.length().compareTo(LONGEST_GUESS) <= 0)
        .map(window -> ends(window, now)).min(Instant::compareTo);
  }

  private static Refused refused(Access access, Window window) {
    return new Refused(access.bucket(), window, access.lane());
  }

  private Optional<Instant> take(Access access, Window window, Instant now) {
    var edge = edge(window);
    var first = begins(window, now.minus(edge));
    var last = begins(window, now.plus(edge));
    // Near a window's edge the EHR may count a call in the next one or in the one before: it is counted in both.
    if (take(access, window, first, now) && (last.equals(first) || take(access, window, last, now))) {
      return Optional.empty();
    }
    var again = access.lane() == Lane.LATER
        ? earlier(now.plus(shorter(window.length().dividedBy(PACE), LONGEST_PACE)), ends(window, now))
        : ends(window, now);
    if (refused.size() >= MOST_REMEMBERED) {
      refused.clear();
    }
    refused.put(refused(access, window), again);
    return Optional.of(again);
  }

  private boolean take(Access access, Window window, Instant begins, Instant now) {
    var elapsed = (double) Duration.between(begins, now).toMillis() / window.length().toMillis();
    return store.take(
        access.bucket(), begins, window.length(), access.lane().most(window.calls(), Math.clamp(elapsed, 0, 1)));
  }

  /** When a call is counted in this window no more. */
  private static Instant ends(Window window, Instant now) {
    var edge = edge(window);
    return begins(window, now.minus(edge)).plus(window.length()).plus(edge);
  }

  private static Instant begins(Window window, Instant at) {
    var millis = window.length().toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), millis) * millis);
  }

  private static Duration edge(Window window) {
    return shorter(window.length().dividedBy(EDGE), LONGEST_EDGE);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
