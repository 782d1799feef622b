package io.mediflow.sandbox.smart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWKSet;
import io.mediflow.sandbox.store.Json;
import java.net.URI;
import java.text.ParseException;
import java.util.Optional;

/**
 * A registered client, with its keys inline or at an address of this machine.
 *
 * @param scope what it may ask for, separated by spaces
 */
public record Client(String id, Optional<JWKSet> keys, Optional<URI> keysAt, String scope) {
  private static final String ALL = "system/*.cruds";

  /**
   * Reads {@code {"client_id", "jwks" or "jwks_uri", "scope"}}.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public static Client from(JsonNode json) {
    String id = json.path("client_id").asText();
    if (id.isBlank()) {
      throw new IllegalArgumentException("client_id is missing");
    }
    if (json.has("jwks") == json.has("jwks_uri")) {
      throw new IllegalArgumentException("One of jwks and jwks_uri is needed, and only one");
    }
    try {
      Optional<JWKSet> keys =
          json.has("jwks") ? Optional.of(JWKSet.parse(json.get("jwks").toString()).toPublicJWKSet()) : Optional.empty();
      Optional<URI> at =
          json.has("jwks_uri") ? Optional.of(Loopback.checked(json.get("jwks_uri").asText())) : Optional.empty();
      return new Client(id, keys, at, json.path("scope").asText(ALL));
    } catch (ParseException e) {
      throw new IllegalArgumentException("jwks is not a JSON Web Key Set");
    }
  }

  public JsonNode json() {
    ObjectNode json = Json.MAPPER.createObjectNode().put("client_id", id).put("scope", scope);
    keys.ifPresent(set -> json.set("jwks", Json.read(set.toString())));
    keysAt.ifPresent(uri -> json.put("jwks_uri", uri.toString()));
    return json;
  }
}
