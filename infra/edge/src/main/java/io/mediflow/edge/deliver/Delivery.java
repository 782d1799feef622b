package io.mediflow.edge.deliver;

import io.mediflow.edge.queue.MessageQueue;
import io.mediflow.edge.queue.MessageQueue.Waiting;
import io.mediflow.edge.status.Counts;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Takes the oldest message, posts it, marks it, and goes on. */
public final class Delivery implements AutoCloseable {

  private static final long LOOK_AGAIN = 60_000;

  private final MessageQueue queue;
  private final Webhook webhook;
  private final Counts counts;
  private final Worker worker;

  private Delivery(MessageQueue queue, Webhook webhook, Pace pace, Counts counts, RandomGenerator random, Runnable defect) {
    this.queue = queue;
    this.webhook = webhook;
    this.counts = counts;
    this.worker = new Worker("delivery", this::step, () -> queue.size() + " waiting", pace, counts, random, defect);
  }

  /** @param defect what to do when the thread cannot go on; the queue keeps what waits */
  public static Delivery start(
      MessageQueue queue, Webhook webhook, Pace pace, Counts counts, RandomGenerator random, Runnable defect) {
    Delivery delivery = new Delivery(queue, webhook, pace, counts, random, defect);
    delivery.worker.start();
    return delivery;
  }

  private void step() throws IOException, InterruptedException {
    Optional<Waiting> next = queue.oldest(LOOK_AGAIN);
    if (next.isPresent()) {
      deliver(next.get());
    }
  }

  private void deliver(Waiting message) throws IOException, InterruptedException {
    Outcome outcome = Utf8Message.of(message.bytes()).map(this::post)
        .orElseGet(() -> new Outcome.Refused("No text can be made of it in any encoding that is known."));
    if (worker.closed() && !(outcome instanceof Outcome.Delivered)) {
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
      case Outcome.Locked(String reason) -> worker.locked("NOTHING IS DELIVERED: " + reason);
      case Outcome.Later(String reason, Optional<Duration> after) -> worker.later(reason, after);
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

  private void answered() {
    worker.well("MediFlow takes messages again");
  }

  /** Does not empty the queue: what waits is delivered after the next start. */
  @Override
  public void close() {
    worker.end();
    webhook.close();
    worker.close();
  }
}
