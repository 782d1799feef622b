package io.mediflow.edge.mllp;

import io.mediflow.edge.queue.MessageQueue;
import io.mediflow.edge.status.Counts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocket;

/** Listens for senders; each connection has a thread of its own. */
public final class MllpListener implements AutoCloseable {

  private final ServerSocket server;
  private final MllpLimits limits;
  private final Intake intake;
  private final Counts counts;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private long accepted;
  private boolean crowded;
  private volatile boolean strangers;

  private MllpListener(ServerSocket server, MllpLimits limits, Intake intake, Counts counts) {
    this.server = server;
    this.limits = limits;
    this.intake = intake;
    this.counts = counts;
  }

  /** @param address port 0 finds a free one */
  public static MllpListener start(
      InetSocketAddress address, Optional<Tls> tls, MllpLimits limits, MessageQueue queue, Counts counts, InstantSource clock)
      throws IOException {
    ServerSocket server = tls.isPresent() ? tls.get().serverSocket() : new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(address);
    } catch (IOException | RuntimeException taken) {
      server.close();
      throw taken;
    }
    MllpListener listener = new MllpListener(server, limits, new Intake(queue, clock), counts);
    Thread.ofPlatform().name("mllp").start(listener::accept);
    return listener;
  }

  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!closed) {
      try {
        Socket socket = server.accept();
        try {
          begin(socket);
        } catch (IOException | RuntimeException unusable) {
          socket.close();
        }
      } catch (IOException trouble) {
        if (!closed) {
          counts.failed("a connection could not be accepted; see how many files this process may open.");
          pause();
        }
      }
    }
  }

  private void begin(Socket socket) throws IOException {
    if (open.size() >= limits.mostConnections()) {
      if (!crowded) {
        crowded = true;
        counts.failed(limits.mostConnections()
            + " connections are open, and more are closed at once; see who opens them, or raise --most-connections.");
      }
      socket.close();
      return;
    }
    crowded = false;
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    open.add(socket);
    counts.connections().incrementAndGet();
    long number = ++accepted;
    Thread.ofVirtual().name("mllp-" + number).start(() -> {
      try (socket) {
        if (isAgreed(number, socket)) {
          new Conversation(number, socket, limits, intake, counts).run();
        }
      } catch (IOException gone) {
        // it is closed either way
      } catch (RuntimeException ours) {
        counts.failed("connection " + number + " was closed by a defect of this agent (" + ours.getClass().getSimpleName()
            + "); nothing that was not answered was taken. Please report it.");
      } finally {
        open.remove(socket);
        counts.connections().decrementAndGet();
      }
    });
    if (closed) {
      socket.close();
    }
  }

  /** Whether TLS is, where the socket has it. */
  private boolean isAgreed(long number, Socket socket) throws IOException {
    if (socket instanceof SSLSocket secured) {
      try {
        secured.setSoTimeout(Math.toIntExact(limits.block().toMillis()));
        secured.startHandshake();
        strangers = false;
      } catch (IOException failed) {
        if (!strangers) { // once until one comes to it: a probe of the port must not hide what else fails
          strangers = true;
          counts.failed("connection " + number + " did not come to TLS with the agent, and nothing of it was taken ("
              + failed.getClass().getSimpleName() + "). See whether it speaks TLS, trusts the agent's certificate, and shows its own.");
        }
        return false;
      }
    }
    return true;
  }

  private static void pause() {
    try {
      Thread.sleep(1_000);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is not answered yet is sent again by its sender. */
  @Override
  public void close() throws IOException {
    closed = true;
    server.close();
    for (Socket one : open) {
      one.close();
    }
  }
}
