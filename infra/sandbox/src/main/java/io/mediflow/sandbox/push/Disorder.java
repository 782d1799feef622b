package io.mediflow.sandbox.push;

import io.mediflow.sandbox.fault.Fault;
import io.mediflow.sandbox.fault.FaultPlayer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What happens on purpose to the notifications that come next; who is told has counted on them all the same. */
public final class Disorder {

  private final FaultPlayer script;
  private final AtomicInteger drop = new AtomicInteger();
  private final AtomicInteger duplicate = new AtomicInteger();
  private final AtomicInteger swap = new AtomicInteger();
  private Optional<Notifications.Notification> held = Optional.empty();

  /** @param script whose faults befall notifications, too */
  Disorder(FaultPlayer script) {
    this.script = script;
  }

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
    Optional<Fault.Kind> fault = script.befallingNotification();
    if (is(fault, Fault.Kind.SUBSCRIPTION_ERROR)) {
      one.outcome().accept(false);
      return List.of();
    }
    if (took(drop) || is(fault, Fault.Kind.NOTIFICATION_LOST)) {
      return List.of();
    }
    if (held.isPresent()) {
      Notifications.Notification late = held.get();
      held = Optional.empty();
      return List.of(one, late);
    }
    if (took(swap) || is(fault, Fault.Kind.NOTIFICATION_LATE)) {
      held = Optional.of(one);
      return List.of();
    }
    return took(duplicate) || is(fault, Fault.Kind.NOTIFICATION_TWICE) ? List.of(one, one) : List.of(one);
  }

  private static boolean is(Optional<Fault.Kind> fault, Fault.Kind kind) {
    return fault.filter(kind::equals).isPresent();
  }

  private static boolean took(AtomicInteger left) {
    return left.getAndUpdate(now -> Math.max(0, now - 1)) > 0;
  }
}
