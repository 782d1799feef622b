package io.mediflow.ehr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mediflow.model.ehr.Signer;
import io.mediflow.model.ehr.Signer.SigningKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** The JWT by which we prove who we are (SMART client-confidential-asymmetric; it may live five minutes at most). */
final class Assertion {

  private static final Duration LIFE = Duration.ofMinutes(4);
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private Assertion() {}

  static String signed(Signer signer, SigningKey key, String clientId, URI tokenEndpoint, Instant now) {
    var header = JsonNodeFactory.instance.objectNode()
        .put("alg", key.algorithm().name())
        .put("kid", key.kid())
        .put("typ", "JWT");
    var claims = JsonNodeFactory.instance.objectNode()
        .put("iss", clientId)
        .put("sub", clientId)
        .put("aud", tokenEndpoint.toString())
        .put("exp", now.plus(LIFE).getEpochSecond())
        .put("jti", UUID.randomUUID().toString());
    var input = part(header) + "." + part(claims);
    var signature = signer.sign(key.name(), input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + BASE64.encodeToString(signature);
  }

  private static String part(JsonNode json) {
    return BASE64.encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
  }
}
