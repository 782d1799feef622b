package io.mediflow.edge.deliver;

import io.mediflow.edge.status.Counts;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * One of the agent's two ways: a thread that does one step after the other, so that the order is kept. A trouble is told when it begins
 * and when it changes, not at each try, and borne with growing pauses.
 */
public final class Worker implements AutoCloseable {

  private static final Duration END = Duration.ofSeconds(5);

  private final Pace pace;
  private final Counts counts;
  private final RandomGenerator random;
  private final Supplier<String> rest;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private int failures;
  private Optional<String> told = Optional.empty();

  /** What is done again and again. */
  @FunctionalInterface
  public interface Step {
    void run() throws IOException, InterruptedException;
  }

  /**
   * @param name   of the thread, and of what ends by a defect
   * @param rest   what stands after each trouble: how much waits
   * @param defect what to do when the thread cannot go on
   */
  public Worker(
      String name, Step step, Supplier<String> rest, Pace pace, Counts counts, RandomGenerator random, Runnable defect) {
    this.pace = pace;
    this.counts = counts;
    this.random = random;
    this.rest = rest;
    this.thread = Thread.ofPlatform().name(name).unstarted(() -> {
      try {
        run(step);
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException | Error ours) {
        counts.failed(name + " ended by a defect of this agent (" + ours.getClass().getSimpleName()
            + "); what waits is kept. Please report it.");
        defect.run();
      }
    });
  }

  public void start() {
    thread.start();
  }

  private void run(Step step) throws InterruptedException {
    while (!closed()) {
      try {
        step.run();
      } catch (IOException disk) {
        later("the queue's folder cannot be used (" + disk.getClass().getSimpleName() + "): look at the disk", Optional.empty());
      }
    }
  }

  /** Whether what comes back now was broken off by us. */
  public boolean closed() {
    return closed.getCount() == 0;
  }

  /** It is tried again by itself; comes back after the pause. */
  public void later(String reason, Optional<Duration> after) throws InterruptedException {
    tell(reason);
    failures++;
    pause(pace.after(failures, after, random));
  }

  /** A person has to act first. */
  public void locked(String reason) throws InterruptedException {
    tell(reason);
    failures++;
    pause(pace.slow());
  }

  /** @param again what is said if something was wrong before */
  public void well(String again) {
    if (told.isPresent()) {
      told = Optional.empty();
      counts.say(again + ", after " + failures + " failed tries; " + rest.get() + ".");
    }
    failures = 0;
  }

  private void tell(String reason) {
    if (!told.equals(Optional.of(reason))) {
      told = Optional.of(reason);
      counts.failed(reason + ". " + rest.get() + "; nothing is lost, and it is tried again.");
    }
  }

  /** Ends early when the worker does. */
  public void pause(Duration time) throws InterruptedException {
    closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** No further step begins; what is under way goes on. */
  public void end() {
    closed.countDown();
  }

  @Override
  public void close() {
    end();
    thread.interrupt();
    try {
      thread.join(END);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
