package io.mediflow.local.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.watch.TimeScale;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SchedulesTest {

  @Test
  void ticksComeAtOnceAndThenAtTheScaledInterval() throws InterruptedException {
    BlockingQueue<String> ticks = new LinkedBlockingQueue<>();
    long start = System.nanoTime();
    try (Schedules running =
        new Schedules(List.of(new Schedules.Schedule("sweep", Duration.ofMinutes(1))), new TimeScale(300), ticks::add)) {
      for (int i = 0; i < 3; i++) {
        assertEquals("sweep", ticks.poll(10, TimeUnit.SECONDS));
      }
    }
    assertTrue(System.nanoTime() - start >= Duration.ofMillis(390).toNanos(), "two intervals of 200 ms lie between three ticks");
  }

  @Test
  void aTickThatFailsDoesNotEndTheSchedule() throws InterruptedException {
    BlockingQueue<String> attempts = new LinkedBlockingQueue<>();
    try (Schedules running = new Schedules(
        List.of(new Schedules.Schedule("sweep", Duration.ofMinutes(1))), new TimeScale(6000), queue -> {
          attempts.add(queue);
          throw new IllegalStateException("no queue");
        })) {
      for (int i = 0; i < 3; i++) {
        assertEquals("sweep", attempts.poll(10, TimeUnit.SECONDS));
      }
    }
  }
}
