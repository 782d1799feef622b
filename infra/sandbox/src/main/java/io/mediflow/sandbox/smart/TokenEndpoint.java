package io.mediflow.sandbox.smart;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.sandbox.control.Stats;
import io.mediflow.sandbox.store.Json;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** {@code POST /oauth/token}: a client assertion for an access token. */
public final class TokenEndpoint extends HttpServlet {
  private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final transient Assertions assertions;
  private final transient Tokens tokens;
  private final transient Stats stats;
  private final transient TokenPace pace;
  private final transient Optional<Duration> life;

  /** @param life of the tokens given here; empty for that of the settings */
  public TokenEndpoint(Assertions assertions, Tokens tokens, Stats stats, TokenPace pace, Optional<Duration> life) {
    this.assertions = assertions;
    this.tokens = tokens;
    this.stats = stats;
    this.pace = pace;
    this.life = life;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    ObjectNode body = Json.MAPPER.createObjectNode();
    try {
      Tokens.Grant grant = grant(request);
      if (!pace.allows(grant.client())) {
        stats.count(Stats.Event.OVER_LIMIT);
        response.setStatus(429);
        return;
      }
      Duration life = this.life.orElseGet(tokens::life);
      body.put("access_token", tokens.issue(grant, life))
          .put("token_type", "bearer")
          .put("expires_in", life.toSeconds())
          .put("scope", grant.scope());
      stats.count(Stats.Event.TOKEN_ISSUED);
    } catch (TokenRefused e) {
      response.setStatus(400);
      body.put("error", e.error()).put("error_description", e.getMessage());
      stats.count(Stats.Event.TOKEN_REFUSED);
    }
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.getOutputStream().write(Json.MAPPER.writeValueAsBytes(body));
  }

  private Tokens.Grant grant(HttpServletRequest request) {
    String contentType = request.getContentType();
    if (contentType == null || !contentType.startsWith("application/x-www-form-urlencoded")) {
      throw new TokenRefused("invalid_request", "the body must be application/x-www-form-urlencoded");
    }
    if (!"client_credentials".equals(request.getParameter("grant_type"))) {
      throw new TokenRefused("unsupported_grant_type", "grant_type must be client_credentials");
    }
    if (!ASSERTION_TYPE.equals(request.getParameter("client_assertion_type")) || request.getParameter("client_assertion") == null) {
      throw new TokenRefused("invalid_request", "client_assertion_type must be " + ASSERTION_TYPE + ", with client_assertion");
    }
    if (request.getParameter("scope") == null) {
      throw new TokenRefused("invalid_scope", "scope is missing");
    }
    Client client = assertions.verified(request.getParameter("client_assertion"));
    String scope = Scopes.granted(request.getParameter("scope"), client.scope());
    if (scope.isEmpty()) {
      throw new TokenRefused("invalid_scope", "none of these scopes is allowed to this client");
    }
    return new Tokens.Grant(client.id(), scope);
  }
}
