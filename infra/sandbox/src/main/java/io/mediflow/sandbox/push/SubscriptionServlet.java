package io.mediflow.sandbox.push;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.sandbox.smart.Scopes;
import io.mediflow.sandbox.smart.Tokens;
import io.mediflow.sandbox.store.Json;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** {@code /fhir/Subscription}: POST, PUT, DELETE, read, search by {@code url}, {@code $status} and {@code $events}. */
public final class SubscriptionServlet extends HttpServlet {

  private final transient Subscriptions subscriptions;
  private final transient Tokens tokens;

  public SubscriptionServlet(Subscriptions subscriptions, Tokens tokens) {
    this.subscriptions = subscriptions;
    this.tokens = tokens;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String header = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
    Optional<Tokens.Grant> grant =
        header.regionMatches(true, 0, "Bearer ", 0, 7) ? tokens.check(header.substring(7).trim()) : Optional.empty();
    String[] path = Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1).split("/");
    String id = path[0];
    String operation = path.length > 1 ? path[1].replace("%24", "$") : "";
    char verb = verb(request.getMethod(), id);
    if (grant.isEmpty()) {
      answer(response, 401, Optional.empty());
    } else if (!Scopes.allows(grant.get().scope(), "Subscription", verb)) {
      answer(response, 403, Optional.empty());
    } else {
      try {
        switch (request.getMethod() + " " + operation) {
          case "POST " -> created(response, subscriptions.put(Optional.empty(), body(request)).orElseThrow());
          case "PUT " -> answer(response, 200, subscriptions.put(Optional.of(id), body(request)).map(ObjectNode::toString));
          case "DELETE " -> response.setStatus(subscriptions.delete(id) ? 204 : 404);
          case "GET " -> answer(response, 200, id.isEmpty()
              ? Optional.of(Subscriptions.found(subscriptions.telling(request.getParameter("url"))).toString())
              : subscriptions.read(id).map(ObjectNode::toString));
          case "GET $status" -> answer(response, 200, subscriptions.status(id));
          case "GET $events" -> answer(response, 200, subscriptions.events(
              id, Integer.parseInt(request.getParameter("eventsSinceNumber")), Integer.parseInt(request.getParameter("eventsUntilNumber"))));
          default -> answer(response, 405, Optional.empty());
        }
      } catch (IllegalArgumentException wrong) {
        answer(response, 422, Optional.empty());
      }
    }
  }

  private static char verb(String method, String id) {
    return switch (method) {
      case "POST" -> 'c';
      case "PUT" -> 'u';
      case "DELETE" -> 'd';
      default -> id.isEmpty() ? 's' : 'r';
    };
  }

  private static ObjectNode body(HttpServletRequest request) throws IOException {
    if (Json.MAPPER.readTree(request.getInputStream()) instanceof ObjectNode json) {
      return json;
    }
    throw new IllegalArgumentException("a resource is expected");
  }

  private static void created(HttpServletResponse response, ObjectNode one) throws IOException {
    response.setHeader("Location", "Subscription/" + one.path("id").asText());
    answer(response, 201, Optional.of(one.toString()));
  }

  /** What is not there is answered 404, and a refusal with an outcome. */
  private static void answer(HttpServletResponse response, int status, Optional<String> body) throws IOException {
    response.setStatus(status == 200 && body.isEmpty() ? 404 : status);
    response.setContentType("application/fhir+json");
    response.getWriter().write(body.orElse(
        "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"processing\"}]}"));
  }
}
