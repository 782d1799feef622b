package io.mediflow.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.sandbox.desk.Refused;
import io.mediflow.sandbox.desk.Writes;
import io.mediflow.sandbox.store.Json;
import io.mediflow.sandbox.store.Store;
import io.mediflow.sandbox.store.Stored;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** {@code /_control/fhir/Type[/id]}: what a person in the practice does in the EHR itself. No token, no outage, the same rules. */
public final class FrontDesk extends HttpServlet {
  private final transient Store store;
  private final transient Writes writes;
  private final transient Stats stats;

  public FrontDesk(Store store, Writes writes, Stats stats) {
    this.store = store;
    this.writes = writes;
    this.stats = stats;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String[] path = request.getPathInfo() == null ? new String[0] : request.getPathInfo().substring(1).split("/");
    String call = request.getMethod() + " " + path.length;
    try {
      switch (call) {
        case "GET 1" -> all(path[0], response);
        case "GET 2" -> one(response, 200, store.find(path[0], path[1]));
        case "POST 1" -> changed(response, 201, writes.create(path[0], resource(request)));
        case "DELETE 2" -> deleted(response, store.delete(path[0], path[1]));
        case "PUT 2" -> changed(response, 200, writes.update(path[0], path[1], resource(request), ifMatch(request)));
        case "PATCH 2" -> changed(response, 200, writes.patch(path[0], path[1], Control.body(request), ifMatch(request)));
        default -> error(response, 404, "", "GET /_control/fhir/Type[/id], POST .../Type, PUT, PATCH and DELETE .../Type/id");
      }
    } catch (Refused e) {
      error(response, e.refusal().status(), e.refusal().code(), e.getMessage());
    } catch (IllegalArgumentException e) {
      error(response, 400, "", e.getMessage());
    }
  }

  private void all(String type, HttpServletResponse response) throws IOException {
    ArrayNode all = Json.MAPPER.createArrayNode();
    store.all(type).forEach(stored -> all.add(stored.json()));
    Control.answer(response, 200, all);
  }

  private void changed(HttpServletResponse response, int status, Stored version) throws IOException {
    stats.count(Stats.Event.FRONT_DESK);
    one(response, status, Optional.of(version));
  }

  private void deleted(HttpServletResponse response, boolean was) throws IOException {
    if (was) {
      stats.count(Stats.Event.FRONT_DESK);
      Control.answer(response, 200, Json.MAPPER.createObjectNode());
    } else {
      error(response, 404, "", "There is no such resource");
    }
  }

  private static void one(HttpServletResponse response, int status, Optional<Stored> found) throws IOException {
    if (found.isEmpty()) {
      error(response, 404, "", "There is no such resource");
      return;
    }
    response.setHeader("ETag", found.get().etag());
    Control.answer(response, status, found.get().json());
  }

  private static void error(HttpServletResponse response, int status, String code, String message) throws IOException {
    Control.answer(response, status, Json.MAPPER.createObjectNode().put("error", message).put("code", code));
  }

  private static ObjectNode resource(HttpServletRequest request) throws IOException {
    JsonNode body = Control.body(request);
    if (body instanceof ObjectNode resource) {
      return resource;
    }
    throw new IllegalArgumentException("A resource is expected");
  }

  private static Optional<String> ifMatch(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader("If-Match"));
  }
}
