package io.mediflow.edge;

import io.mediflow.edge.deliver.Delivery;
import io.mediflow.edge.deliver.Webhook;
import io.mediflow.edge.mllp.MllpListener;
import io.mediflow.edge.mllp.Tls;
import io.mediflow.edge.outbound.Courier;
import io.mediflow.edge.queue.Disk;
import io.mediflow.edge.queue.Errand;
import io.mediflow.edge.queue.MessageQueue;
import io.mediflow.edge.status.Counts;
import io.mediflow.edge.status.Life;
import io.mediflow.edge.status.StatusPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Consumer;

/** A running agent: queue, delivery, listener, and the way back where it is wanted. */
public final class Edge implements AutoCloseable {

  /** Seldom enough to cost nothing, often enough for MediFlow to miss it within minutes. */
  private static final Duration SIGN_OF_LIFE = Duration.ofMinutes(1);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private MessageQueue queue;
  private MllpListener listener;
  private Optional<StatusPage> page = Optional.empty();

  private Edge() {}

  /**
   * Starts all parts, or none.
   *
   * @param lines  where the agent says what happens
   * @param defect what to do when it cannot go on
   */
  public static Edge start(EdgeOptions options, Consumer<String> lines, Runnable defect) throws StartFailure {
    return start(options, Disk.real(), lines, defect);
  }

  static Edge start(EdgeOptions options, Disk disk, Consumer<String> lines, Runnable defect) throws StartFailure {
    Edge edge = new Edge();
    try {
      edge.startParts(options, disk, new Counts(InstantSource.system(), lines), defect);
    } catch (StartFailure | RuntimeException failed) {
      edge.close();
      throw failed;
    }
    return edge;
  }

  private void startParts(EdgeOptions options, Disk disk, Counts counts, Runnable defect) throws StartFailure {
    InstantSource clock = InstantSource.system();
    Optional<Errand> errand;
    try {
      queue = MessageQueue.open(options.folder(), options.mostQueued(), disk, clock).orElseThrow(() -> new StartFailure(
          "Another agent works in " + options.folder() + ". Stop it, or give this one a folder of its own (--folder)."));
      parts.push(queue);
      errand = options.outbound().isEmpty() ? Optional.empty()
          : Optional.of(Errand.open(options.folder().resolve("outbound"), disk));
    } catch (IOException unusable) {
      throw new StartFailure("The folder " + options.folder() + " cannot be used (" + unusable.getClass().getSimpleName()
          + "). Name one that this user may write (--folder).");
    }
    if (options.statusPort().isPresent()) {
      int port = options.statusPort().getAsInt();
      try {
        page = Optional.of(StatusPage.start(port, counts, queue));
      } catch (IOException taken) {
        throw new StartFailure("Port " + port + " cannot be used for the status. Name another (--status-port).");
      }
      parts.push(page.get());
    }
    parts.push(Delivery.start(queue, webhook(options), options.pace(), counts, new Random(), defect));
    try {
      listener = MllpListener.start(options.listen(), options.tls(), options.limits(), queue, counts, clock);
    } catch (IOException taken) {
      throw new StartFailure("The agent cannot listen on " + options.listen().getHostString() + ":" + options.listen().getPort()
          + ". See whether something else does, or name another address (--listen).");
    }
    parts.push(listener);
    errand.ifPresent(one -> parts.push(
        Courier.start(one, webhook(options), options.outbound().get(), options.pace(), counts, new Random(), defect)));
    parts.push(Life.start(queue, webhook(options), options.tls().flatMap(Tls::ends), SIGN_OF_LIFE, options.pace(), counts, new Random(), defect));
    counts.say("listening on " + options.listen().getHostString() + ":" + listener.port() + ", delivering to " + options.target()
        + "; " + queue.size() + " waiting, " + queue.refused() + " set aside.");
    options.outbound().ifPresent(one -> counts.say("messages out go to " + one.host() + ":" + one.port() + "."));
    page.ifPresent(one -> counts.say("the status is at http://127.0.0.1:" + one.port() + "/"));
    options.tls().flatMap(Tls::ends).ifPresent(one -> counts.say("senders must speak TLS; the agent's certificate ends " + one + "."));
    if (options.tls().isEmpty() && !options.listen().getAddress().isLoopbackAddress()) {
      counts.say("what comes in on that address is not encrypted: let the firewall admit the practice's own senders only.");
    }
  }

  /** Each way has its own, to be closed with it. */
  private static Webhook webhook(EdgeOptions options) {
    return new Webhook(options.target(), options.timeout(), InstantSource.system());
  }

  /** Where senders connect to. */
  public int port() {
    return listener.port();
  }

  public OptionalInt statusPort() {
    return page.map(one -> OptionalInt.of(one.port())).orElseGet(OptionalInt::empty);
  }

  /** How many messages wait. */
  public int queued() {
    return queue.size();
  }

  /** Takes nothing more, breaks off what is under way, lets go of the folder. What waits is delivered after the next start. */
  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (IOException unclean) {
        throw new UncheckedIOException(unclean);
      } catch (Exception other) {
        throw new IllegalStateException(other);
      }
    }
  }
}
