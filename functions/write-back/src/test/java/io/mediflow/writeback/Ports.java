package io.mediflow.writeback;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Stands between a worker and its ports, counts the calls and lets something happen at one of them. */
final class Ports {

  /** The process was killed: nothing that it calls works any more. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** What happens at the call. */
  enum At {
    /** Before the call has done its work. */
    BEFORE,
    /** After it has done its work, and before its caller has the answer. */
    AFTER
  }

  private final int at;
  private final At when;
  private final Runnable event;
  private int calls;
  private boolean dead;

  private Ports(int at, At when, Runnable event) {
    this.at = at;
    this.when = when;
    this.event = event;
  }

  /** The worker is killed at its {@code at}-th call. */
  static Ports killedAt(int at, At when) {
    return new Ports(at, when, () -> {
      throw new Killed();
    });
  }

  /** The worker stands still at its {@code at}-th call while {@code event} happens, then goes on. */
  static Ports heldUpAt(int at, At when, Runnable event) {
    return new Ports(at, when, event);
  }

  /** Whether the worker ever came so far. */
  boolean reached() {
    return calls >= at;
  }

  <T> T watch(Class<T> port, T real) {
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
      if (dead) {
        throw new Killed();
      }
      boolean now = ++calls == at;
      if (now && when == At.BEFORE) {
        happen();
      }
      Object answer;
      try {
        answer = method.invoke(real, arguments);
      } catch (InvocationTargetException thrown) {
        throw thrown.getCause();
      }
      if (now && when == At.AFTER) {
        happen();
      }
      return answer;
    }));
  }

  private void happen() {
    try {
      event.run();
    } catch (Killed killed) {
      dead = true;
      throw killed;
    }
  }
}
