package io.mediflow.edge.outbound;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.edge.deliver.Outcome;
import io.mediflow.edge.deliver.Pace;
import io.mediflow.edge.deliver.Reply;
import io.mediflow.edge.deliver.Webhook;
import io.mediflow.edge.deliver.Worker;
import io.mediflow.edge.mllp.MllpClient;
import io.mediflow.edge.queue.Errand;
import io.mediflow.edge.queue.Errand.State;
import io.mediflow.edge.status.Counts;
import io.mediflow.mapping.hl7.Hl7Ack;
import io.mediflow.model.outbound.OutboundOutcome.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Fetches a message, sends it, tells its outcome, and goes on. Whatever it does next stands in its {@link Errand}, so a kill changes nothing. */
public final class Courier implements AutoCloseable {

  private static final byte[] NO_OUTCOME = "{}".getBytes(StandardCharsets.UTF_8);
  private static final int LONGEST_TEXT = 2_000;

  private final Errand errand;
  private final Webhook webhook;
  private final MllpClient client;
  private final OutboundOptions options;
  private final Counts counts;
  private final RandomGenerator random;
  private final Worker worker;
  /** Known, and not on disk since that failed: the message is not sent again for it, unless the agent is killed before. */
  private Optional<byte[]> known = Optional.empty();

  private Courier(
      Errand errand, Webhook webhook, OutboundOptions options, Pace pace, Counts counts, RandomGenerator random, Runnable defect) {
    this.errand = errand;
    this.webhook = webhook;
    this.client = new MllpClient(options.host(), options.port(), options.sockets(), options.answer());
    this.options = options;
    this.counts = counts;
    this.random = random;
    this.worker = new Worker("the way back", this::step, this::rest, pace, counts, random, defect);
  }

  /** @param defect what to do when the thread cannot go on; what is under way is kept */
  public static Courier start(
      Errand errand, Webhook webhook, OutboundOptions options, Pace pace, Counts counts, RandomGenerator random, Runnable defect) {
    Courier courier = new Courier(errand, webhook, options, pace, counts, random, defect);
    courier.worker.start();
    return courier;
  }

  private void step() throws IOException, InterruptedException {
    if (known.isPresent()) {
      keep(known.get());
    }
    switch (errand.state()) {
      case State.Free() -> ask(NO_OUTCOME);
      case State.Settled(long number, byte[] outcome) -> ask(outcome);
      case State.Holds(long number, byte[] message, int sends) -> {
        Optional<Handed> handed = Handed.of(message);
        if (handed.isPresent()) {
          send(handed.get(), sends);
        } else {
          worker.locked("NOTHING IS SENT: the folder \"outbound\" holds what is no message of MediFlow's. Move it away while the agent is stopped");
        }
      }
    }
  }

  private void ask(byte[] report) throws IOException, InterruptedException {
    Reply reply = webhook.exchange(report);
    if (worker.closed() && !(reply.outcome() instanceof Outcome.Delivered)) {
      return; // broken off by us
    }
    switch (reply.outcome()) {
      case Outcome.Delivered() -> answered(reply.body());
      case Outcome.Refused(String reason) -> worker.locked("NOTHING IS FETCHED: " + reason + " See that agent and MediFlow are of one version");
      case Outcome.Locked(String reason) -> worker.locked("NOTHING IS FETCHED: " + reason);
      case Outcome.Later(String reason, Optional<Duration> after) -> worker.later(reason, after);
    }
  }

  private void answered(byte[] body) throws IOException, InterruptedException {
    Optional<Handed> next = body.length == 0 ? Optional.empty() : Handed.of(body);
    if (body.length > 0 && next.isEmpty()) {
      worker.locked("NOTHING IS FETCHED: what the address after --to hands out is no message. Correct it, or see that agent and MediFlow are of one version");
      return;
    }
    worker.well("MediFlow hands out messages again");
    if (errand.state() instanceof State.Settled) {
      errand.free();
    }
    if (next.isPresent()) {
      errand.hold(next.get().sequence(), body);
    } else {
      client.disconnect(); // nothing follows soon
      long poll = options.poll().toMillis();
      worker.pause(Duration.ofMillis(poll - random.nextLong(poll / 4 + 1)));
    }
  }

  private void send(Handed message, int sends) throws IOException, InterruptedException {
    Optional<String> hindrance = message.hindrance();
    if (hindrance.isPresent()) {
      settle(message, Result.UNSENDABLE, "", hindrance.get(), sends);
      return;
    }
    if (sends >= options.mostSends()) {
      settle(message, Result.UNANSWERED, "", "It was sent " + sends + " times and not answered; look in the receiving system.", sends);
      return;
    }
    try {
      client.connect();
    } catch (IOException away) {
      if (!worker.closed()) {
        worker.later("the practice's system cannot be reached (" + away.getClass().getSimpleName()
            + "): see whether it listens where --send-to says", Optional.empty());
      }
      return;
    }
    int nth = errand.sending();
    if (nth > 1) {
      counts.say("message " + message.sequence() + " is sent once more, under the same control id: nobody knows whether it was taken before.");
    }
    switch (client.send(message.bytes(), message.controlId())) {
      case MllpClient.Sent.Answered(Hl7Ack.Answer answer) -> {
        worker.well("the practice's system answers again");
        settle(message, answer, nth);
      }
      case MllpClient.Sent.Silent(String reason) -> {
        if (!worker.closed()) {
          worker.later("the practice's system was sent a message, and " + reason, Optional.empty());
        }
      }
    }
  }

  private void settle(Handed message, Hl7Ack.Answer answer, int sends) throws IOException {
    switch (answer) {
      case Hl7Ack.Answer.Accepted accepted -> settle(message, Result.ACCEPTED, accepted.code(), "", sends);
      case Hl7Ack.Answer.Refused refused -> settle(message, Result.REFUSED, refused.code(), refused.text(), sends);
      case Hl7Ack.Answer.NotAnAck none -> throw new IllegalStateException("such an answer is about no message");
    }
  }

  private void settle(Handed message, Result result, String code, String text, int sends) throws IOException {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.putObject("outcome").put("sequence", message.sequence()).put("result", result.label()).put("code", code)
        .put("text", text.substring(0, Math.min(text.length(), LONGEST_TEXT))).put("sends", sends);
    known = Optional.of(report.toString().getBytes(StandardCharsets.UTF_8));
    counts.settledOne(result == Result.ACCEPTED);
    if (result != Result.ACCEPTED) { // its text is the other side's, and MediFlow's to keep
      counts.failed("message " + message.sequence() + " is " + result.label() + (code.isEmpty() ? "" : " (" + code + ")")
          + ": see its outcome at MediFlow.");
    }
    keep(known.get());
  }

  private void keep(byte[] report) throws IOException {
    errand.settle(report);
    known = Optional.empty();
  }

  private String rest() {
    return errand.state() instanceof State.Free ? "no message is under way" : "a message is under way";
  }

  /** What is under way goes on after the next start. */
  @Override
  public void close() throws IOException {
    worker.end();
    webhook.close();
    client.close();
    worker.close();
  }
}
