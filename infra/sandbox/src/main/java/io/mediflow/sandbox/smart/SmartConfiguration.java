package io.mediflow.sandbox.smart;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.sandbox.store.Json;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /fhir/.well-known/smart-configuration}. */
public final class SmartConfiguration extends HttpServlet {
  private final String tokenEndpoint;

  public SmartConfiguration(String tokenEndpoint) {
    this.tokenEndpoint = tokenEndpoint;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("token_endpoint", tokenEndpoint);
    body.putArray("grant_types_supported").add("client_credentials");
    body.putArray("token_endpoint_auth_methods_supported").add("private_key_jwt");
    body.putArray("token_endpoint_auth_signing_alg_values_supported").add("RS384").add("ES384");
    Scopes.supported().forEach(body.putArray("scopes_supported")::add);
    body.putArray("capabilities")
        .add("client-confidential-asymmetric").add("permission-v1").add("permission-v2");
    response.setContentType("application/json");
    response.getOutputStream().write(Json.MAPPER.writeValueAsBytes(body));
  }
}
