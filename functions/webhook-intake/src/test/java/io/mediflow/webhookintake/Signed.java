package io.mediflow.webhookintake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a sender does that signs. */
final class Signed {

  /** A secret as Standard Webhooks writes it. */
  static final String KEY = "whsec_" + Base64.getEncoder().encodeToString("twenty-four bytes of key".getBytes(StandardCharsets.UTF_8));

  private Signed() {}

  static Notification hub(String path, String secret, String body) {
    return new Notification("POST", path, Map.of("content-type", "application/fhir+json", "x-hub-signature",
        "sha256=" + HexFormat.of().formatHex(mac(secret.getBytes(StandardCharsets.UTF_8), body))), body.getBytes(StandardCharsets.UTF_8));
  }

  static Notification standard(String path, String secret, String body, Instant at) {
    Map<String, String> headers = new HashMap<>(standardHeaders(secret, body, at));
    headers.put("content-type", "application/fhir+json");
    return new Notification("POST", path, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  static Map<String, String> standardHeaders(String secret, String body, Instant at) {
    byte[] key = secret.startsWith("whsec_") ? Base64.getDecoder().decode(secret.substring(6)) : secret.getBytes(StandardCharsets.UTF_8);
    String signature = Base64.getEncoder().encodeToString(mac(key, "msg_1." + at.getEpochSecond() + "." + body));
    return Map.of("webhook-id", "msg_1", "webhook-timestamp", "" + at.getEpochSecond(), "webhook-signature", "v1," + signature);
  }

  static byte[] mac(byte[] key, String content) {
    return mac(key, new byte[0], content.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] mac(byte[] key, byte[] before, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(before);
      return mac.doFinal(body);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
