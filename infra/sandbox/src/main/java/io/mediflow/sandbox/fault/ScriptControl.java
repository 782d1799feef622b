package io.mediflow.sandbox.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.sandbox.store.Json;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** {@code /_control/faults}: PUT plays a script from its beginning, DELETE stops it, GET tells how many faults are left. */
public final class ScriptControl extends HttpServlet {
  private final transient FaultPlayer player;

  public ScriptControl(FaultPlayer player) {
    this.player = player;
  }

  @Override
  protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
    try {
      player.play(FaultScript.of(new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8)));
      tell(response, 200, Json.MAPPER.createObjectNode().put("faultsLeft", player.left()));
    } catch (IllegalArgumentException e) {
      tell(response, 400, Json.MAPPER.createObjectNode().put("error", e.getMessage()));
    }
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
    player.stop();
    doGet(request, response);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    tell(response, 200, Json.MAPPER.createObjectNode().put("faultsLeft", player.left()));
  }

  private static void tell(HttpServletResponse response, int status, ObjectNode body) throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.getOutputStream().write(Json.MAPPER.writeValueAsBytes(body));
  }
}
