package io.mediflow.local.queue;

import io.mediflow.local.Causes;
import io.mediflow.model.watch.TimeScale;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** EventBridge Scheduler: puts a tick on a room's own queue, first at once and then at its interval. */
public final class Schedules implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Schedules.class);

  /** What is put on the queue. */
  public static final String TICK = "{\"tick\":true}";

  /**
   * One schedule.
   *
   * @param interval as in production; the time scale shortens it
   */
  public record Schedule(String queue, Duration interval) {}

  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("schedules").daemon().factory());

  /** @param tick puts a tick on the queue with this name */
  public Schedules(List<Schedule> schedules, TimeScale scale, Consumer<String> tick) {
    for (Schedule one : schedules) {
      long nanos = scale.scaled(one.interval()).toNanos();
      clockwork.scheduleAtFixedRate(() -> send(one, tick), 0, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private static void send(Schedule schedule, Consumer<String> tick) {
    try {
      tick.accept(schedule.queue());
    } catch (RuntimeException failed) { // thrown on, it would end the schedule for good
      LOG.warnf("no tick for %s: %s", schedule.queue(), Causes.of(failed));
    }
  }

  @Override
  public void close() {
    clockwork.shutdownNow();
  }
}
