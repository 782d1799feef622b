package io.mediflow.edge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** MediFlow's webhook as the agent sees it: keeps what it took, and answers as it is told. */
public final class Hook implements AutoCloseable {

  public static final String SECRET = "an-invented-secret";

  /** What a request is answered. */
  public record Answer(int status, Map<String, String> headers) {

    public static Answer of(int status) {
      return new Answer(status, Map.of());
    }
  }

  private final HttpServer server;
  private final Outbox outbox = new Outbox();
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final List<String> signs = new CopyOnWriteArrayList<>();
  private volatile int lives = 204;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Function<String, Answer> script = body -> Answer.of(202);

  private Hook(HttpServer server) {
    this.server = server;
  }

  /** @param port 0 finds a free one */
  public static Hook start(int port) {
    try {
      Hook hook = new Hook(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
      hook.server.createContext("/hooks/lakeside/feed", hook::answer);
      hook.server.createContext("/hooks/lakeside/feed/outbound", hook.outbox::answer);
      hook.server.createContext("/hooks/lakeside/feed/alive", hook::live);
      hook.server.start();
      return hook;
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
  }

  public void answers(Function<String, Answer> how) {
    script = how;
  }

  /** The way back. */
  public Outbox outbox() {
    return outbox;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port() + "/hooks/lakeside/feed");
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Bodies answered with 2xx, in order. */
  public List<String> taken() {
    return taken;
  }

  /** What the agent said of itself, in order; each of it signed, and without the secret. */
  public List<String> signs() {
    return signs;
  }

  private void live(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var headers = exchange.getRequestHeaders();
      boolean proper = headers.containsKey("webhook-signature") && !headers.containsKey("X-MediFlow-Secret");
      signs.add(body);
      exchange.sendResponseHeaders(proper ? lives : 401, -1);
    }
  }

  /** How signs of life are answered; 204 at first. */
  public void lives(int status) {
    lives = status;
  }

  /** Bodies of all requests, in order. */
  public List<String> asked() {
    return asked;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var headers = exchange.getRequestHeaders();
      boolean proper = exchange.getRequestMethod().equals("POST") && SECRET.equals(headers.getFirst("X-MediFlow-Secret"))
          && "application/hl7-v2; charset=utf-8".equals(headers.getFirst("Content-Type"));
      Answer answer = proper ? script.apply(body) : Answer.of(401);
      asked.add(body);
      if (answer.status() / 100 == 2) {
        taken.add(body);
      }
      answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      exchange.sendResponseHeaders(answer.status(), -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
