package io.mediflow.writeback;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The times that a decision goes by, scaled where they are scaled.
 *
 * @param timeout of one call to the EHR
 * @param settle  how long this EHR may take until this write can be read back
 */
record Pace(
    Duration firstRetry,
    Duration longestRetry,
    Duration pausedFor,
    Duration resendFor,
    Duration sendWindow,
    Duration timeout,
    Duration settle) {

  private static final Duration LONGEST_WISH = Duration.ofHours(1);

  /** When to try again after {@code attempts} claims: twice as long each time, and not before the EHR wishes. */
  Instant retryAt(Instant now, int attempts, Optional<Instant> wish) {
    Duration doubled = firstRetry.multipliedBy(1L << Math.clamp(attempts - 1L, 0, 20));
    return later(now.plus(shorter(doubled, longestRetry)), now, wish);
  }

  /** When to ask again about a write in doubt: after half the time that it has been in doubt. */
  Instant askAgainAt(Instant now, Instant since, Optional<Instant> wish) {
    Duration half = Duration.between(since, now).dividedBy(2);
    return later(now.plus(shorter(longer(half, firstRetry), longestRetry)), now, wish);
  }

  /** From when on a read-back that does not find the write says that it will not come any more. */
  Instant provesFrom(Instant sendBy) {
    return sendBy.plus(timeout).plus(settle);
  }

  Duration betweenReads() {
    return longer(settle, firstRetry);
  }

  private static Instant later(Instant ours, Instant now, Optional<Instant> wish) {
    return wish.filter(ours::isBefore).map(one -> earlier(one, now.plus(LONGEST_WISH))).orElse(ours);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
