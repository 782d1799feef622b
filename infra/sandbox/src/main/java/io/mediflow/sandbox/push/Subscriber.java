package io.mediflow.sandbox.push;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.sandbox.smart.Loopback;
import io.mediflow.sandbox.store.Json;
import java.net.URI;

/**
 * Who is told.
 *
 * @param target notifications go to {@code target/Type/id}
 * @param header the header that carries the secret
 */
public record Subscriber(URI target, String header, String secret) {

  /**
   * Reads {@code {"target", "header", "secret"}}.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public static Subscriber from(JsonNode json) {
    String target = json.path("target").asText();
    if (target.isBlank() || json.path("secret").asText().isBlank()) {
      throw new IllegalArgumentException("target and secret are needed");
    }
    return new Subscriber(
        Loopback.checked(target.replaceAll("/+$", "")), json.path("header").asText("X-Hook-Secret"), json.path("secret").asText());
  }

  /** Never prints the secret. */
  @Override
  public String toString() {
    return "Subscriber[" + target + ", " + header + "]";
  }

  JsonNode json() {
    return Json.MAPPER.createObjectNode().put("target", target.toString()).put("header", header).put("secret", secret);
  }
}
