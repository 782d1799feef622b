package io.mediflow.ehr;

import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.BudgetStore;
import io.mediflow.model.ehr.BudgetStore.Bucket;
import io.mediflow.model.ehr.BudgetStore.Cause;
import io.mediflow.model.ehr.BudgetStore.Hold;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.Lane;
import io.mediflow.model.watch.TimeScale;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Keeps calls back while an EHR throttles or is away, for all workers. Each counts failures by itself and writes only when the
 * gate closes or opens; a quiet call reads at most once in {@link #FRESH}.
 */
final class Gate {

  private static final Logger LOG = Logger.getLogger(Gate.class);

  /** How long a hold is known from memory: for so long one worker may not see what another one has learned. */
  private static final Duration FRESH = Duration.ofSeconds(2);

  /** In a row, by one worker, until the EHR counts as away; the first of those openings, and the longest. */
  private static final int FAILURES = 5;
  private static final Duration FIRST_OPENING = Duration.ofSeconds(5);
  private static final Duration LONGEST_OPENING = Duration.ofSeconds(30);

  /** For an EHR that throttles and does not say for how long. */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private static final Duration LONGEST_WISH = Duration.ofHours(1);
  private static final int MOST_REMEMBERED = 1024;

  private record Known(Optional<Hold> hold, Instant until) {}

  private final Map<Bucket, Known> known = new ConcurrentHashMap<>();
  private final Map<Bucket, AtomicInteger> failures = new ConcurrentHashMap<>();
  private final BudgetStore store;
  private final Clock clock;
  private final TimeScale scale;

  Gate(BudgetStore store, Clock clock, TimeScale scale) {
    this.store = store;
    this.clock = clock;
    this.scale = scale;
  }

  /** Makes the call, or says why not and when to come again. */
  <T> EhrResult<T> through(Access access, Supplier<EhrResult<T>> call) {
    var now = clock.instant();
    var hold = hold(access.bucket(), now);
    if (hold.isPresent() && now.isBefore(hold.get().until()) && !passes(access, hold.get())) {
      return refused(hold.get().cause(), hold.get().until());
    }
    if (hold.isPresent() && hold.get().cause() == Cause.AWAY && access.lane() != Lane.PROBE) {
      var probing = new Hold(Cause.AWAY, now.plus(scale.scaled(FIRST_OPENING)), hold.get().times());
      if (!set(access.bucket(), hold, probing)) {
        return refused(Cause.AWAY, probing.until());
      }
      hold = Optional.of(probing);
    }
    return learned(access, hold, call.get());
  }

  private static boolean passes(Access access, Hold hold) {
    return hold.cause() == Cause.AWAY && access.lane() == Lane.PROBE;
  }

  private <T> EhrResult<T> learned(Access access, Optional<Hold> hold, EhrResult<T> result) {
    return switch (result) {
      case EhrResult.Done<T> done -> {
        answered(access.bucket(), hold);
        yield done;
      }
      case EhrResult.Failed<T>(var failure) -> new EhrResult.Failed<>(learned(access, hold, failure));
    };
  }

  /** The failure, with a time when to come again if nothing is called until then. */
  private EhrFailure learned(Access access, Optional<Hold> hold, EhrFailure failure) {
    return switch (Sign.of(failure)) {
      case NONE -> failure;
      case ANSWERED -> {
        answered(access.bucket(), hold);
        yield failure;
      }
      case THROTTLED -> close(access, hold, Cause.THROTTLED, failure);
      case MAYBE_THROTTLED -> closeIfRepeated(access, hold, Cause.THROTTLED, failure);
      case ASKED_TO_WAIT -> close(access, hold, Cause.AWAY, failure);
      case AWAY -> closeIfRepeated(access, hold, Cause.AWAY, failure);
    };
  }

  private void answered(Bucket bucket, Optional<Hold> hold) {
    failures.remove(bucket);
    hold.ifPresent(seen -> {
      store.end(bucket, seen);
      known.remove(bucket);
      LOG.infof("Calls to %s/%s go on", bucket.connection(), bucket.name());
    });
  }

  /** Some fail alone, for what they ask; only many in a row say that it is the EHR. A probe that fails says it, too. */
  private EhrFailure closeIfRepeated(Access access, Optional<Hold> hold, Cause cause, EhrFailure failure) {
    var inRow = failures.computeIfAbsent(access.bucket(), first -> new AtomicInteger()).incrementAndGet();
    return inRow >= FAILURES || hold.isPresent() ? close(access, hold, cause, failure) : failure;
  }

  private EhrFailure close(Access access, Optional<Hold> hold, Cause cause, EhrFailure failure) {
    var now = clock.instant();
    var times = hold.map(Hold::times).orElse(0);
    var until = failure.retryAfter()
        .map(wish -> wish.isBefore(now.plus(LONGEST_WISH)) ? wish : now.plus(LONGEST_WISH))
        .orElseGet(() -> now.plus(scale.scaled(switch (cause) {
          case THROTTLED -> growing(FIRST_PAUSE, times, LONGEST_PAUSE);
          case AWAY -> growing(FIRST_OPENING, times, LONGEST_OPENING);
        })));
    var next = new Hold(cause, until, times + 1);
    if (set(access.bucket(), hold, next)) {
      LOG.warnf("No calls to %s/%s until %s: %s, for the %d. time in a row",
          access.bucket().connection(), access.bucket().name(), until, cause, next.times());
    }
    return new EhrFailure(failure.kind(), failure.status(), failure.issues(), failure.retryAfter().or(() -> Optional.of(until)));
  }

  private static Duration growing(Duration first, int times, Duration longest) {
    var grown = first.multipliedBy(1L << Math.min(times, 10));
    return grown.compareTo(longest) < 0 ? grown : longest;
  }

  private Optional<Hold> hold(Bucket bucket, Instant now) {
    var remembered = known.get(bucket);
    if (remembered != null && now.isBefore(remembered.until())) {
      return remembered.hold();
    }
    return remember(bucket, store.find(bucket));
  }

  private boolean set(Bucket bucket, Optional<Hold> seen, Hold next) {
    if (store.put(bucket, seen, next)) {
      remember(bucket, Optional.of(next));
      return true;
    }
    known.remove(bucket); // another worker knows better
    return false;
  }

  private Optional<Hold> remember(Bucket bucket, Optional<Hold> hold) {
    if (known.size() >= MOST_REMEMBERED) {
      known.clear();
      failures.clear();
    }
    known.put(bucket, new Known(hold, clock.instant().plus(FRESH)));
    return hold;
  }

  private static <T> EhrResult<T> refused(Cause cause, Instant until) {
    var kind = switch (cause) {
      case THROTTLED -> Kind.THROTTLED;
      case AWAY -> Kind.UNREACHABLE;
    };
    return new EhrResult.Failed<>(new EhrFailure(kind, 0, List.of(), Optional.of(until)));
  }
}
