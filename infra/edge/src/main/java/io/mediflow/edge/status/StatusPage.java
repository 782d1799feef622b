package io.mediflow.edge.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mediflow.edge.queue.MessageQueue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A small JSON for a monitor on the same machine. */
public final class StatusPage implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Counts counts;
  private final MessageQueue queue;

  private StatusPage(HttpServer server, Counts counts, MessageQueue queue) {
    this.server = server;
    this.counts = counts;
    this.queue = queue;
  }

  /** @param port on loopback; 0 finds a free one */
  public static StatusPage start(int port, Counts counts, MessageQueue queue) throws IOException {
    StatusPage page = new StatusPage(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0), counts, queue);
    page.server.createContext("/", page::answer);
    page.server.start();
    return page;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = JSON.writeValueAsBytes(json());
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private ObjectNode json() {
    ObjectNode json = JSON.createObjectNode()
        .put("queued", queue.size())
        .put("oldestSeconds", queue.oldestSeconds())
        .put("taken", counts.taken())
        .put("notTaken", counts.notTaken())
        .put("delivered", counts.delivered())
        .put("refused", queue.refused())
        .put("connections", counts.connections().get())
        .put("sentAccepted", counts.sentAccepted())
        .put("sentOtherwise", counts.sentOtherwise());
    counts.lastFailure().ifPresent(line -> json.put("lastFailure", line));
    return json;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
