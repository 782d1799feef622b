package io.mediflow.watch;

import io.mediflow.model.ehr.CallMeter.Outcome;
import io.mediflow.model.watch.Rollup;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The meters of one process. A drain takes the whole registry away and leaves a new one, so what it hands on are deltas by
 * construction, and connections that are seldom served leave nothing behind.
 */
final class Meters {

  private static final String CALLS = "ehr.calls";

  /** One connection's state in one kind of breach. */
  record BreachSample(String connection, String kind, boolean inBreach) {}

  /** How often one thing happened that is no call, for one reason. */
  record CountSample(String metric, String reason, long count) {}

  /** Calls of one operation. */
  record Calls(String connection, String operation, long calls, long failures, long refusals, long totalMillis) {

    private Calls plus(Calls more) {
      return new Calls(connection, operation, calls + more.calls, failures + more.failures, refusals + more.refusals,
          totalMillis + more.totalMillis);
    }
  }

  /** What was counted between two drains. */
  record Drained(List<Calls> calls, List<BreachSample> breaches, List<CountSample> counts) {

    List<Rollup> rollups(Instant minute) {
      return calls.stream()
          .map(one -> new Rollup(one.connection(), one.operation(), minute, one.calls(), one.failures(), one.refusals(),
              one.totalMillis()))
          .toList();
    }
  }

  // Callers share the read lock; a drain holds the write lock for the swap, after which nobody writes to what it took.
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private MeterRegistry registry = new SimpleMeterRegistry();
  private Map<String, BreachSample> breaches = new TreeMap<>();
  private Map<String, CountSample> counts = new TreeMap<>();

  void called(String connection, String operation, Outcome outcome, Duration took) {
    lock.readLock().lock();
    try {
      Timer.builder(CALLS)
          .tag("connection", connection)
          .tag("operation", operation)
          .tag("outcome", outcome.name())
          .register(registry)
          .record(took);
    } finally {
      lock.readLock().unlock();
    }
  }

  void breach(String connection, String kind, boolean inBreach) {
    lock.writeLock().lock();
    try {
      breaches.put(kind + "/" + connection, new BreachSample(connection, kind, inBreach));
    } finally {
      lock.writeLock().unlock();
    }
  }

  void counted(String metric, String reason) {
    lock.writeLock().lock();
    try {
      counts.merge(metric + "/" + reason, new CountSample(metric, reason, 1),
          (a, b) -> new CountSample(metric, reason, a.count() + b.count()));
    } finally {
      lock.writeLock().unlock();
    }
  }

  Drained drain() {
    MeterRegistry taken;
    Map<String, BreachSample> samples;
    Map<String, CountSample> happened;
    lock.writeLock().lock();
    try {
      taken = registry;
      samples = breaches;
      happened = counts;
      if (taken.getMeters().isEmpty() && samples.isEmpty() && happened.isEmpty()) {
        return new Drained(List.of(), List.of(), List.of());
      }
      registry = new SimpleMeterRegistry();
      breaches = new TreeMap<>();
      counts = new TreeMap<>();
    } finally {
      lock.writeLock().unlock();
    }
    try {
      return new Drained(calls(taken), List.copyOf(samples.values()), List.copyOf(happened.values()));
    } finally {
      taken.close();
    }
  }

  private static List<Calls> calls(MeterRegistry taken) {
    Map<String, Calls> byOperation = new TreeMap<>();
    for (Timer timer : taken.find(CALLS).timers()) {
      String connection = timer.getId().getTag("connection");
      String operation = timer.getId().getTag("operation");
      long count = timer.count();
      long millis = Math.round(timer.totalTime(TimeUnit.MILLISECONDS));
      Calls calls = switch (Outcome.valueOf(timer.getId().getTag("outcome"))) {
        case DONE -> new Calls(connection, operation, count, 0, 0, millis);
        case FAILED -> new Calls(connection, operation, count, count, 0, millis);
        case REFUSED -> new Calls(connection, operation, count, 0, count, millis);
      };
      byOperation.merge(connection + "/" + operation, calls, Calls::plus);
    }
    return new ArrayList<>(byOperation.values());
  }
}
