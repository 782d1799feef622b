package io.mediflow.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.sandbox.push.Notifications;
import io.mediflow.sandbox.push.Subscriber;
import io.mediflow.sandbox.smart.Client;
import io.mediflow.sandbox.smart.Clients;
import io.mediflow.sandbox.smart.Tokens;
import io.mediflow.sandbox.store.Json;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** {@code /_control/*} but the front desk: state, statistics, outage, lost answers, webhooks, clients, settings. */
public final class Control extends HttpServlet {
  private final transient Faults faults;
  private final transient Stats stats;
  private final transient Notifications notifications;
  private final transient Clients clients;
  private final transient Tokens tokens;
  private final transient Settings settings;

  public Control(
      Faults faults, Stats stats, Notifications notifications, Clients clients, Tokens tokens, Settings settings) {
    this.faults = faults;
    this.stats = stats;
    this.notifications = notifications;
    this.clients = clients;
    this.tokens = tokens;
    this.settings = settings;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String path = request.getPathInfo() == null ? "/" : request.getPathInfo();
    try {
      String call = request.getMethod() + " " + path;
      switch (call) {
        case "GET /", "GET /stats", "GET /outage", "GET /webhooks", "GET /settings" -> {}
        case "POST /stats/reset" -> stats.reset();
        case "PUT /outage" -> faults.outage(Faults.Outage.of(body(request).path("mode").asText()));
        case "PUT /lost-answers" -> faults.loseAnswers(number(body(request), "next"));
        case "POST /webhooks" -> notifications.subscribe(Subscriber.from(body(request)));
        case "PUT /webhooks" -> notifications.enable(flag(body(request), "enabled"));
        case "PUT /webhooks/disorder" -> disorder(body(request));
        case "POST /webhooks/handshake" -> notifications.status("handshake");
        case "POST /webhooks/heartbeat" -> notifications.status("heartbeat");
        case "DELETE /webhooks" -> notifications.unsubscribeAll();
        case "POST /clients" -> clients.register(Client.from(body(request)));
        case "POST /tokens/revoke" -> tokens.revoke();
        case "PUT /settings" -> set(body(request));
        default -> {
          answer(response, 404, Json.MAPPER.createObjectNode().put("error", "No such control: " + call + ". See infra/sandbox/README.md"));
          return;
        }
      }
      answer(response, 200, path.equals("/stats") ? statistics() : state());
    } catch (IllegalArgumentException e) {
      answer(response, 400, Json.MAPPER.createObjectNode().put("error", e.getMessage()));
    }
  }

  private void set(JsonNode body) {
    if (body.has("expiresIn")) {
      tokens.life(Duration.ofSeconds(number(body, "expiresIn")));
    }
    if (body.has("requireIfMatch")) {
      settings.requireIfMatch(flag(body, "requireIfMatch"));
    }
  }

  private void disorder(JsonNode body) {
    notifications.disorder().drop(body.has("drop") ? number(body, "drop") : 0);
    notifications.disorder().duplicate(body.has("duplicate") ? number(body, "duplicate") : 0);
    notifications.disorder().swap(body.has("swap") ? number(body, "swap") : 0);
  }

  private ObjectNode state() {
    ObjectNode state = Json.MAPPER.createObjectNode();
    state.put("simulation", true)
        .put("outage", faults.outage().name().toLowerCase(Locale.ROOT))
        .put("lostAnswers", faults.answersToLose());
    ObjectNode webhooks = state.putObject("webhooks").put("enabled", notifications.enabled()).put("queued", notifications.queued());
    ArrayNode targets = webhooks.putArray("targets");
    notifications.subscribers().forEach(s -> targets.add(s.target().toString()));
    state.putObject("settings")
        .put("expiresIn", tokens.life().toSeconds())
        .put("requireIfMatch", settings.requireIfMatch());
    state.set("stats", statistics());
    return state;
  }

  private ObjectNode statistics() {
    ObjectNode all = Json.MAPPER.createObjectNode();
    for (Stats.Event event : Stats.Event.values()) {
      all.put(event.key(), stats.of(event));
    }
    return all;
  }

  static JsonNode body(HttpServletRequest request) throws IOException {
    return Json.read(new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  private static int number(JsonNode body, String field) {
    if (!body.path(field).isInt() || body.path(field).asInt() < 0) {
      throw new IllegalArgumentException(field + " must be a whole number from 0 on");
    }
    return body.path(field).asInt();
  }

  private static boolean flag(JsonNode body, String field) {
    if (!body.path(field).isBoolean()) {
      throw new IllegalArgumentException(field + " must be true or false");
    }
    return body.path(field).asBoolean();
  }

  static void answer(HttpServletResponse response, int status, JsonNode body) throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.getOutputStream().write(Json.MAPPER.writeValueAsBytes(body));
  }
}
