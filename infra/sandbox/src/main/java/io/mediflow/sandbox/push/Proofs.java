package io.mediflow.sandbox.push;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The headers by which a subscriber knows who sends. */
final class Proofs {

  private static final String HMAC = "HmacSHA256";
  private static final String ENCODED_KEY = "whsec_";

  private Proofs() {}

  static Map<String, String> headers(Subscriber to, String body, Instant now) {
    return switch (to.sign()) {
      case HEADER_SECRET -> Map.of(to.header(), to.secret());
      case HMAC_SHA256 -> Map.of(to.header(), "sha256=" + HexFormat.of().formatHex(mac(to.secret().getBytes(StandardCharsets.UTF_8), body)));
      case STANDARD_WEBHOOKS -> {
        String id = "msg_" + UUID.randomUUID();
        String signed = id + "." + now.getEpochSecond() + "." + body;
        yield Map.of("webhook-id", id, "webhook-timestamp", "" + now.getEpochSecond(),
            "webhook-signature", "v1," + Base64.getEncoder().encodeToString(mac(key(to.secret()), signed)));
      }
    };
  }

  private static byte[] key(String secret) {
    return secret.startsWith(ENCODED_KEY)
        ? Base64.getDecoder().decode(secret.substring(ENCODED_KEY.length()))
        : secret.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] mac(byte[] key, String content) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no " + HMAC, missing);
    }
  }
}
