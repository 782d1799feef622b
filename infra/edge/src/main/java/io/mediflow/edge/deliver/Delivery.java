package io.mediflow.edge.deliver;

import io.mediflow.edge.queue.MessageQueue;
import io.mediflow.edge.queue.MessageQueue.Waiting;
import io.mediflow.edge.status.Counts;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Takes the oldest message, posts it, marks it, and goes on. One thread, so that the order is kept. */
public final class Delivery implements AutoCloseable {

  private static final long LOOK_AGAIN = 60_000;
  private static final Duration END = Duration.ofSeconds(5);

  private final MessageQueue queue;
  private final Webhook webhook;
  private final Pace pace;
  private final Counts counts;
  private final RandomGenerator random;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private int failures;
  private Optional<String> told = Optional.empty();

  private Delivery(MessageQueue queue, Webhook webhook, Pace pace, Counts counts, RandomGenerator random, Runnable defect) {
    this.queue = queue;
    this.webhook = webhook;
    this.pace = pace;
    this.counts = counts;
    this.random = random;
    this.thread = Thread.ofPlatform().name("delivery").unstarted(() -> {
      try {
        run();
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException | Error ours) {
        counts.failed("delivery ended by a defect of this agent (" + ours.getClass().getSimpleName()
            + "); what waits is kept. Please report it.");
        defect.run();
      }
    });
  }

  /** @param defect what to do when the thread cannot go on; the queue keeps what waits */
  public static Delivery start(
      MessageQueue queue, Webhook webhook, Pace pace, Counts counts, RandomGenerator random, Runnable defect) {
    Delivery delivery = new Delivery(queue, webhook, pace, counts, random, defect);
    delivery.thread.start();
    return delivery;
  }

  private void run() throws InterruptedException {
    while (closed.getCount() > 0) {
      try {
        Optional<Waiting> next = queue.oldest(LOOK_AGAIN);
        if (next.isPresent()) {
          deliver(next.get());
        }
      } catch (IOException disk) {
        wait("the queue's folder cannot be used (" + disk.getClass().getSimpleName() + "): look at the disk", Optional.empty());
      }
    }
  }

  private void deliver(Waiting message) throws IOException, InterruptedException {
    Outcome outcome = Utf8Message.of(message.bytes()).map(this::post)
        .orElseGet(() -> new Outcome.Refused("No text can be made of it in any encoding that is known."));
    if (closed.getCount() == 0 && !(outcome instanceof Outcome.Delivered)) {
      return; // broken off by us
    }
    switch (outcome) {
      case Outcome.Delivered() -> {
        queue.delivered(message.number());
        counts.deliveredOne();
        answered();
      }
      case Outcome.Refused(String reason) -> {
        queue.refuse(message.number(), reason);
        counts.failed("message " + message.number() + " was set aside in the folder \"refused\": " + reason);
        answered();
      }
      case Outcome.Locked(String reason) -> {
        tell("NOTHING IS DELIVERED: " + reason);
        failures++;
        pause(pace.slow());
      }
      case Outcome.Later(String reason, Optional<Duration> after) -> wait(reason, after);
    }
  }

  private Outcome post(byte[] body) {
    try {
      return webhook.post(body);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return new Outcome.Later("it was interrupted", Optional.empty());
    }
  }

  private void wait(String reason, Optional<Duration> after) throws InterruptedException {
    tell(reason);
    failures++;
    pause(pace.after(failures, after, random));
  }

  /** A state is told when it begins and when it changes, not at each try. */
  private void tell(String reason) {
    if (!told.equals(Optional.of(reason))) {
      told = Optional.of(reason);
      counts.failed(reason + ". " + queue.size() + " waiting; nothing is lost, and it is tried again.");
    }
  }

  private void answered() {
    if (told.isPresent()) {
      told = Optional.empty();
      counts.say("MediFlow takes messages again, after " + failures + " failed tries; " + queue.size() + " waiting.");
    }
    failures = 0;
  }

  private void pause(Duration time) throws InterruptedException {
    closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Does not empty the queue: what waits is delivered after the next start. */
  @Override
  public void close() {
    closed.countDown();
    webhook.close();
    thread.interrupt();
    try {
      thread.join(END);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
