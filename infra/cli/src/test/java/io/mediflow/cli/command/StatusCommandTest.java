package io.mediflow.cli.command;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.embedded.EmbeddedAws;
import io.mediflow.embedded.TemplateReader;
import io.mediflow.model.connection.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {

  @TempDir private Path place;

  @Test
  void aConnectionIsShownWithoutAnApplicationOfIt() throws IOException {
    HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext("/", StatusCommandTest::answer);
    api.start();
    try (EmbeddedAws aws = EmbeddedAws.start(TemplateReader.ofThisProject(), EmbeddedAws.Options.IN_MEMORY);
        RunningFolder running = RunningFolder.of(
            place.resolve("data"), aws, URI.create("http://127.0.0.1:" + api.getAddress().getPort()));
        Stores stores = Stores.of(RunFile.running(running.data()))) {
      stores.connections().put(new Connection("elm", "Elm", "smart-r4", 1, ZoneId.of("UTC"), List.of(), false, 0));

      Ran ran = Ran.of("status", "elm", "--data", running.data().path()).well();
      assertTrue(ran.out().contains("\"connection\" : \"elm\""), ran.out());
      Ran.of("status", "nowhere", "--data", running.data().path()).failed(1, "There is no connection nowhere");
      Ran.of("status", "elm", "--application", "x", "--data", running.data().path()).failed(2, "not both");
    } finally {
      api.stop(0);
    }
  }

  /** As the system: a link gives a session, and only a session sees the status. */
  private static void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    int status = 401;
    if (path.startsWith("/link/")) {
      exchange.getResponseHeaders().add("set-cookie", "session=s; Path=/; HttpOnly");
      status = 303;
    } else if (path.equals("/page/status") && "session=s".equals(exchange.getRequestHeaders().getFirst("cookie"))) {
      status = 200;
    }
    byte[] body = "{\"connection\": \"elm\"}".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
