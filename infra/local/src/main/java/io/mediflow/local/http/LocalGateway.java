package io.mediflow.local.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mediflow.local.Causes;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** API Gateway and the function URLs on one loopback port. */
public final class LocalGateway implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(LocalGateway.class);

  /** Lambda takes no larger request. */
  private static final int LARGEST_BODY = 6 * 1024 * 1024;

  private static final Pattern LOOPBACK = Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d+)?");

  private final List<Route> routes;
  private final JwtAuthorizer authorizer;
  private final Clock clock;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Binds the port and answers from now on.
   *
   * @param port 0 for any free one
   */
  public LocalGateway(int port, List<Route> routes, JwtAuthorizer authorizer, Clock clock) throws IOException {
    this.routes = List.copyOf(routes);
    this.authorizer = authorizer;
    this.clock = clock;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
    server.setExecutor(threads);
    server.createContext("/", this::exchange);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void exchange(HttpExchange exchange) throws IOException {
    // The server's own threads do not know the classes of the rooms.
    Thread.currentThread().setContextClassLoader(LocalGateway.class.getClassLoader());
    try (exchange) {
      HttpAnswer answer = answer(exchange);
      answer.headers().forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
      boolean bare = answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(answer.status(), bare ? -1 : answer.body().length);
      if (!bare) {
        exchange.getResponseBody().write(answer.body());
      }
    }
  }

  private HttpAnswer answer(HttpExchange exchange) throws IOException {
    byte[] body;
    try (InputStream in = exchange.getRequestBody()) {
      body = in.readNBytes(LARGEST_BODY + 1);
    }
    if (body.length > LARGEST_BODY) {
      return HttpAnswer.message(413, "Request Too Long");
    }
    return answer(new HttpRequest(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
        lowerCase(exchange),
        exchange.getRemoteAddress().getAddress().getHostAddress(),
        body));
  }

  HttpAnswer answer(HttpRequest request) {
    if (!LOOPBACK.matcher(request.header("host")).matches()) {
      return HttpAnswer.message(421, "Misdirected Request"); // a page elsewhere that rebinds its name to this machine
    }
    for (Route route : routes) {
      Optional<Map<String, String>> parameters = route.match(request.method(), request.path());
      if (parameters.isPresent()) {
        return guarded(request, route, parameters.get());
      }
    }
    return HttpAnswer.message(404, "Not Found");
  }

  private HttpAnswer guarded(HttpRequest request, Route route, Map<String, String> parameters) {
    Optional<Caller> caller = switch (route.guard()) {
      case OPEN -> Optional.empty();
      case TOKEN -> authorizer.caller(request.header("authorization"));
    };
    if (route.guard() == Route.Guard.TOKEN && caller.isEmpty()) {
      HttpAnswer refusal = HttpAnswer.message(401, "Unauthorized");
      Map<String, List<String>> headers = new LinkedHashMap<>(refusal.headers());
      headers.put("www-authenticate", List.of("Bearer"));
      return new HttpAnswer(401, headers, refusal.body());
    }
    String id = UUID.randomUUID().toString();
    try {
      return HttpEvents.answer(
          route.room().handle(HttpEvents.event(request, route, parameters, caller, clock.instant(), id)));
    } catch (RuntimeException failed) {
      // Its message may quote a value: the type and the request's id are enough to find the place.
      LOG.errorf("request %s %s failed: %s", id, route.key(), Causes.of(failed));
      return HttpAnswer.message(500, "Internal Server Error");
    }
  }

  private static Map<String, List<String>> lowerCase(HttpExchange exchange) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    return headers;
  }
}
