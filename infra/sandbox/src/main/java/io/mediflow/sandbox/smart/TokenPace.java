package io.mediflow.sandbox.smart;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How many tokens a client gets in any minute. */
public final class TokenPace {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Optional<Integer> most;
  private final Clock clock;
  private final Map<String, Deque<Instant>> given = new HashMap<>();

  /** @param most empty for any number */
  public TokenPace(Optional<Integer> most, Clock clock) {
    this.most = most;
    this.clock = clock;
  }

  synchronized boolean allows(String client) {
    Instant now = clock.instant();
    Deque<Instant> lately = given.computeIfAbsent(client, first -> new ArrayDeque<>());
    lately.removeIf(at -> !at.plus(MINUTE).isAfter(now));
    if (most.isPresent() && lately.size() >= most.get()) {
      return false;
    }
    lately.add(now);
    return true;
  }
}
