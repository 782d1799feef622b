package io.mediflow.edge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ServerSocketFactory;

/** A practice's system that takes messages: keeps what came, and answers as it is told. */
public final class Receiver implements AutoCloseable {

  private final ServerSocket server;
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Function<String, Optional<String>> script = message -> Optional.of(ack("AA", MllpSender.controlId(message)));

  private Receiver(ServerSocket server) {
    this.server = server;
  }

  /** @param port 0 finds a free one */
  public static Receiver start(int port) {
    return start(port, ServerSocketFactory.getDefault());
  }

  public static Receiver start(int port, ServerSocketFactory sockets) {
    try {
      Receiver receiver = new Receiver(sockets.createServerSocket());
      receiver.server.setReuseAddress(true);
      receiver.server.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      Thread.ofVirtual().start(receiver::accept);
      return receiver;
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
  }

  public static String ack(String code, String controlId) {
    return "MSH|^~\\&|DESK|LAKESIDE|MEDIFLOW|CLOUD|20260310090123||ACK^A08^ACK|A" + controlId + "|P|2.5.1\rMSA|" + code + "|" + controlId + "\r";
  }

  /** Empty ends the connection without an answer; an empty text says nothing and keeps it. */
  public void answers(Function<String, Optional<String>> how) {
    script = how;
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Whatever came, in order, repeats too. */
  public List<String> received() {
    return received;
  }

  /** Control ids of what came. */
  public List<String> ids() {
    return received.stream().map(MllpSender::controlId).toList();
  }

  public int connections() {
    return connections.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> talk(socket));
      } catch (IOException closed) {
        // by the test
      }
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      for (String message = message(in); !message.isEmpty(); message = message(in)) {
        received.add(message);
        Optional<String> answer = script.apply(message);
        if (answer.isEmpty()) {
          return;
        }
        if (!answer.get().isEmpty()) {
          socket.getOutputStream().write(MllpSender.block(answer.get()));
          socket.getOutputStream().flush();
        }
      }
    } catch (IOException gone) {
      // the agent was killed, or gave up
    }
  }

  private static String message(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int one = in.read(), before = -1; one >= 0; before = one, one = in.read()) {
      if (one == '\r' && before == 0x1C) {
        return bytes.toString(StandardCharsets.UTF_8).replace("\u000b", "").replace("\u001c", "");
      }
      bytes.write(one);
    }
    return "";
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket one : open) {
      one.close();
    }
  }
}
