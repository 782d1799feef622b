package io.mediflow.sandbox.push;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.sandbox.smart.Loopback;
import io.mediflow.sandbox.store.Json;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Who is told, and how.
 *
 * @param target  resources go to {@code target/Type/id}, bundles to {@code target}
 * @param form    what is sent
 * @param content of a bundle
 * @param sign    how the sender proves itself
 * @param header  the header that carries secret or signature, where {@code sign} has none of its own
 */
public record Subscriber(URI target, Form form, Content content, Sign sign, String header, String secret) {

  /** The resource itself, or the bundle of a subscription as R4 or R4B writes it. */
  public enum Form {
    RESOURCE,
    R4,
    R4B
  }

  /** How much a bundle says of what changed. */
  public enum Content {
    EMPTY,
    ID_ONLY,
    FULL_RESOURCE
  }

  /** Ways to prove a sender. */
  public enum Sign {
    HEADER_SECRET,
    HMAC_SHA256,
    STANDARD_WEBHOOKS
  }

  /**
   * Reads {@code {"target", "form", "content", "sign", "header", "secret"}}; a resource with the secret in {@code X-Hook-Secret}
   * where nothing else is said.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public static Subscriber from(JsonNode json) {
    String target = json.path("target").asText();
    if (target.isBlank() || json.path("secret").asText().isBlank()) {
      throw new IllegalArgumentException("target and secret are needed");
    }
    return new Subscriber(
        Loopback.checked(target.replaceAll("/+$", "")), of(json, "form", Form.RESOURCE), of(json, "content", Content.ID_ONLY),
        of(json, "sign", Sign.HEADER_SECRET), json.path("header").asText("X-Hook-Secret"), json.path("secret").asText());
  }

  /** Never prints the secret. */
  @Override
  public String toString() {
    return "Subscriber[" + target + ", " + form + ", " + content + ", " + sign + ", " + header + "]";
  }

  JsonNode json() {
    return Json.MAPPER.createObjectNode().put("target", target.toString()).put("form", label(form)).put("content", label(content))
        .put("sign", label(sign)).put("header", header).put("secret", secret);
  }

  private static <E extends Enum<E>> E of(JsonNode json, String field, E other) {
    String label = json.path(field).asText(label(other));
    E[] all = other.getDeclaringClass().getEnumConstants();
    return Arrays.stream(all).filter(one -> label(one).equals(label)).findFirst().orElseThrow(() -> new IllegalArgumentException(
        field + " must be one of " + Arrays.stream(all).map(Subscriber::label).collect(Collectors.joining(", "))));
  }

  private static String label(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
