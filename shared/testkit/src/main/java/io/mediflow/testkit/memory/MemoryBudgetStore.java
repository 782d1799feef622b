package io.mediflow.testkit.memory;

import io.mediflow.model.ehr.BudgetStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Budgets in memory. */
public final class MemoryBudgetStore implements BudgetStore {

  private record Window(Bucket bucket, Instant begins, Duration length) {}

  private final Map<Window, Integer> used = new HashMap<>();
  private final Map<Bucket, Hold> holds = new HashMap<>();
  private int questions;

  @Override
  public synchronized boolean take(Bucket bucket, Instant begins, Duration window, int most) {
    questions++;
    Window own = new Window(bucket, begins, window);
    int before = used.getOrDefault(own, 0);
    if (before >= most) {
      return false;
    }
    used.put(own, before + 1);
    return true;
  }

  @Override
  public synchronized Optional<Hold> find(Bucket bucket) {
    questions++;
    return Optional.ofNullable(holds.get(bucket));
  }

  @Override
  public synchronized boolean put(Bucket bucket, Optional<Hold> seen, Hold next) {
    questions++;
    if (!Optional.ofNullable(holds.get(bucket)).equals(seen)) {
      return false;
    }
    holds.put(bucket, next);
    return true;
  }

  @Override
  public synchronized void end(Bucket bucket, Hold seen) {
    questions++;
    holds.remove(bucket, seen);
  }

  /** How often the store was asked or told anything. */
  public synchronized int questions() {
    return questions;
  }
}
