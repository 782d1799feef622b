package io.mediflow.edge.deliver;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs a request as Standard Webhooks has it (https://www.standardwebhooks.com): the secret itself does not travel. */
final class Signature {

  private static final String HMAC = "HmacSHA256";
  /** Before the base64 of a key. */
  private static final String ENCODED_KEY = "whsec_";

  private Signature() {}

  /** The headers that go with the body. */
  static Map<String, String> of(byte[] body, String secret, Instant now) {
    String id = "msg_" + UUID.randomUUID();
    String time = Long.toString(now.getEpochSecond());
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key(secret), HMAC));
      mac.update((id + "." + time + ".").getBytes(StandardCharsets.UTF_8));
      return Map.of("webhook-id", id, "webhook-timestamp", time,
          "webhook-signature", "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no " + HMAC, missing);
    }
  }

  private static byte[] key(String secret) {
    return secret.startsWith(ENCODED_KEY)
        ? Base64.getDecoder().decode(secret.substring(ENCODED_KEY.length()))
        : secret.getBytes(StandardCharsets.UTF_8);
  }
}
