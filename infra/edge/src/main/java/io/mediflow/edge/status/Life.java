package io.mediflow.edge.status;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.edge.deliver.Outcome;
import io.mediflow.edge.deliver.Pace;
import io.mediflow.edge.deliver.Webhook;
import io.mediflow.edge.deliver.Worker;
import io.mediflow.edge.queue.MessageQueue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Tells MediFlow again and again that the agent lives, and how much waits: counts and times, nothing of a message. An outage is not
 * said here, since delivery says it; a refusal is, once.
 */
public final class Life implements AutoCloseable {

  private final MessageQueue queue;
  private final Webhook webhook;
  private final Optional<Instant> certificateEnds;
  private final Duration every;
  private final Counts counts;
  private final Worker worker;
  private Optional<String> told = Optional.empty();

  private Life(
      MessageQueue queue, Webhook webhook, Optional<Instant> certificateEnds, Duration every, Pace pace, Counts counts,
      RandomGenerator random, Runnable defect) {
    this.queue = queue;
    this.webhook = webhook;
    this.certificateEnds = certificateEnds;
    this.every = every;
    this.counts = counts;
    this.worker = new Worker("the sign of life", this::step, () -> "", pace, counts, random, defect);
  }

  /**
   * @param certificateEnds of the agent's own certificate, where it has one
   * @param every           between two signs
   * @param defect          what to do when the thread cannot go on
   */
  public static Life start(
      MessageQueue queue, Webhook webhook, Optional<Instant> certificateEnds, Duration every, Pace pace, Counts counts,
      RandomGenerator random, Runnable defect) {
    Life life = new Life(queue, webhook, certificateEnds, every, pace, counts, random, defect);
    life.worker.start();
    return life;
  }

  private void step() throws InterruptedException {
    switch (webhook.alive(report()).outcome()) {
      case Outcome.Delivered() -> told = Optional.empty();
      case Outcome.Refused(String reason) -> tell(reason + " See that agent and MediFlow are of one version.");
      case Outcome.Locked(String reason) -> tell(reason + ".");
      case Outcome.Later later -> { } // delivery says it
    }
    worker.pause(every);
  }

  private void tell(String reason) {
    if (!worker.closed() && !told.equals(Optional.of(reason))) {
      told = Optional.of(reason);
      counts.say("MediFlow takes no sign of life: " + reason);
    }
  }

  private byte[] report() {
    ObjectNode report = JsonNodeFactory.instance.objectNode()
        .put("queued", queue.size()).put("oldestSeconds", queue.oldestSeconds()).put("refused", queue.refused());
    certificateEnds.ifPresent(at -> report.put("certificateEnds", at.toString()));
    return report.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    worker.end();
    webhook.close();
    worker.close();
  }
}
