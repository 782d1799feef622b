package io.mediflow.ehr;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** An HTTP server that does on the socket exactly what a test says, bad manners included. */
final class ScriptedServer implements AutoCloseable {

  /** One request as it came; header names in lower case. */
  record Request(String method, String target, List<String> headers, String body) {
    String header(String name) {
      return headers.stream()
          .filter(one -> one.startsWith(name + ":"))
          .map(one -> one.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  /** What to do with a request; ends the connection when it gives false. */
  interface Action {
    boolean carryOut(OutputStream out) throws IOException;
  }

  private final ServerSocket socket;
  private final String scheme;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<Action> next = new ConcurrentLinkedQueue<>();
  private final AtomicInteger ended = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Function<Request, Action> otherwise = request -> answer(404, "");

  ScriptedServer() throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), "http");
  }

  ScriptedServer(ServerSocket socket, String scheme) {
    this.socket = socket;
    this.scheme = scheme;
    Thread.ofVirtual().start(this::accept);
  }

  URI base() {
    return URI.create(scheme + "://localhost:" + socket.getLocalPort() + "/fhir");
  }

  /** What the next requests get, one each. */
  ScriptedServer then(Action... actions) {
    next.addAll(List.of(actions));
    return this;
  }

  /** What requests get for which nothing else was said. */
  ScriptedServer always(Function<Request, Action> script) {
    otherwise = script;
    return this;
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  List<Request> requests(String targetEnd) {
    return requests.stream().filter(one -> one.target().endsWith(targetEnd)).toList();
  }

  int connections() {
    return connections.size();
  }

  /** Waits until so many connections have come and gone: what they brought is in {@link #requests()} then. */
  void awaitEnded(int count) {
    var deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (ended.get() < count) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(ended.get() + " connections came and went, not " + count);
      }
      Thread.onSpinWait();
    }
  }

  static Action answer(int status, String body, String... headers) {
    return raw(head(status, body.getBytes(UTF_8).length, headers) + body);
  }

  static Action raw(String text) {
    return out -> {
      out.write(text.getBytes(UTF_8));
      out.flush();
      return true;
    };
  }

  /** The request was read; the connection ends without an answer. */
  static Action hangUp() {
    return out -> false;
  }

  /** Says so much and nothing more, until the server is closed. */
  Action stall(String soFar) {
    return out -> {
      out.write(soFar.getBytes(UTF_8));
      out.flush();
      try {
        closed.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      return false;
    };
  }

  static String head(int status, long length, String... headers) {
    var head = new StringBuilder("HTTP/1.1 " + status + " x\r\nContent-Length: " + length + "\r\n");
    List.of(headers).forEach(one -> head.append(one).append("\r\n"));
    return head.append("\r\n").toString();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        var connection = socket.accept();
        connections.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException ended) {
        // The test is over, or a handshake failed.
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      var in = connection.getInputStream();
      var goOn = true;
      while (goOn) {
        var request = read(in);
        if (request == null) {
          return;
        }
        requests.add(request);
        var scripted = next.poll();
        goOn = (scripted == null ? otherwise.apply(request) : scripted).carryOut(connection.getOutputStream());
      }
    } catch (IOException clientLeft) {
      // As a client may.
    } finally {
      ended.incrementAndGet();
    }
  }

  private static Request read(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      var one = in.read();
      if (one < 0) {
        return null;
      }
      head.write(one);
    }
    var lines = List.of(head.toString(ISO_8859_1).strip().split("\r\n"));
    var headers = lines.stream().skip(1)
        .map(one -> one.substring(0, one.indexOf(':')).toLowerCase(Locale.ROOT) + one.substring(one.indexOf(':')))
        .toList();
    var first = lines.getFirst().split(" ");
    var request = new Request(first[0], first[1], headers, "");
    var length = request.header("content-length");
    var body = length.isEmpty() ? new byte[0] : in.readNBytes(Integer.parseInt(length));
    return new Request(first[0], first[1], headers, new String(body, UTF_8));
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    socket.close();
    for (var connection : connections) {
      connection.close();
    }
  }
}
