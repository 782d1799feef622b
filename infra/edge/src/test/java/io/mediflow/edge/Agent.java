package io.mediflow.edge;

import io.mediflow.edge.deliver.Pace;
import io.mediflow.edge.deliver.Target;
import io.mediflow.edge.mllp.MllpLimits;
import io.mediflow.edge.mllp.Tls;
import io.mediflow.edge.outbound.OutboundOptions;
import io.mediflow.edge.queue.Disk;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import javax.net.SocketFactory;

/** An agent as tests start it: on a free port, quick to try again, its lines kept. */
final class Agent implements AutoCloseable {

  static final MllpLimits LIMITS = new MllpLimits(20_000, 8, Duration.ofSeconds(20), Duration.ofSeconds(20));
  private static final Pace PACE =
      new Pace(Duration.ofMillis(2), Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofSeconds(5));

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Edge edge;

  private Agent(Path folder, URI hook, int mostQueued, Optional<Tls> tls, MllpLimits limits, Optional<OutboundOptions> outbound, Disk disk)
      throws StartFailure {
    edge = Edge.start(new EdgeOptions(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), tls, limits, folder, mostQueued,
        new Target(hook, "X-MediFlow-Secret", Hook.SECRET), Duration.ofSeconds(5), PACE, outbound,
        OptionalInt.of(0)), disk, lines::add,
        () -> lines.add("DEFECT"));
  }

  static Agent start(Path folder, URI hook) throws StartFailure {
    return new Agent(folder, hook, 10_000, Optional.empty(), LIMITS, Optional.empty(), Disk.real());
  }

  /** With the way back to a system on this port; it gives up on an answer after a second, and on a message after three. */
  static Agent sending(Path folder, URI hook, int port) throws StartFailure {
    return sending(folder, hook, port, SocketFactory.getDefault());
  }

  static Agent sending(Path folder, URI hook, int port, SocketFactory sockets) throws StartFailure {
    return new Agent(folder, hook, 10_000, Optional.empty(), LIMITS, Optional.of(
        new OutboundOptions("127.0.0.1", port, sockets, Duration.ofSeconds(1), 3, Duration.ofMillis(20))), Disk.real());
  }

  static Agent with(Path folder, URI hook, int mostQueued, MllpLimits limits) throws StartFailure {
    return new Agent(folder, hook, mostQueued, Optional.empty(), limits, Optional.empty(), Disk.real());
  }

  static Agent with(Path folder, URI hook, Disk disk) throws StartFailure {
    return new Agent(folder, hook, 10_000, Optional.empty(), LIMITS, Optional.empty(), disk);
  }

  static Agent secured(Path folder, URI hook, Tls tls) throws StartFailure {
    return new Agent(folder, hook, 10_000, Optional.of(tls), LIMITS, Optional.empty(), Disk.real());
  }

  MllpSender connect() throws java.io.IOException {
    return new MllpSender(edge.port());
  }

  Edge edge() {
    return edge;
  }

  /** What it said. */
  String said() {
    return String.join("\n", lines);
  }

  void awaitSaid(String words) throws InterruptedException {
    await(() -> said().contains(words), () -> "not said: " + words + " in:\n" + said());
  }

  void awaitQueued(int messages) throws InterruptedException {
    await(() -> edge.queued() == messages, () -> edge.queued() + " wait, not " + messages + "\n" + said());
  }

  static void await(BooleanSupplier holds, java.util.function.Supplier<String> otherwise) throws InterruptedException {
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > until) {
        throw new AssertionError(otherwise.get());
      }
      Thread.sleep(5);
    }
  }

  @Override
  public void close() {
    edge.close();
  }
}
