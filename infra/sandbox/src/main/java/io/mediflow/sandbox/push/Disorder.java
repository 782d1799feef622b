package io.mediflow.sandbox.push;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What happens on purpose to the notifications that come next; who is told has counted on them all the same. */
public final class Disorder {

  private final AtomicInteger drop = new AtomicInteger();
  private final AtomicInteger duplicate = new AtomicInteger();
  private final AtomicInteger swap = new AtomicInteger();
  private Optional<Notifications.Notification> held = Optional.empty();

  /** The next so many are never sent. */
  public void drop(int next) {
    drop.set(next);
  }

  /** The next so many are sent twice. */
  public void duplicate(int next) {
    duplicate.set(next);
  }

  /** The next so many are sent after the one that follows them. */
  public void swap(int next) {
    swap.set(next);
  }

  /** What is sent instead; only the sending thread asks. */
  List<Notifications.Notification> of(Notifications.Notification one) {
    if (took(drop)) {
      return List.of();
    }
    if (held.isPresent()) {
      Notifications.Notification late = held.get();
      held = Optional.empty();
      return List.of(one, late);
    }
    if (took(swap)) {
      held = Optional.of(one);
      return List.of();
    }
    return took(duplicate) ? List.of(one, one) : List.of(one);
  }

  private static boolean took(AtomicInteger left) {
    return left.getAndUpdate(now -> Math.max(0, now - 1)) > 0;
  }
}
