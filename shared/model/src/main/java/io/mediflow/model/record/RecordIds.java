package io.mediflow.model.record;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes the ids that may leave encrypted stores: HMAC-SHA-256 with the deployment's key, cut to 128 bits, base32. */
public final class RecordIds {

  private static final char[] BASE32 = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();

  private final SecretKeySpec key;

  /** @param key the deployment's id key, at least 32 bytes; it is never rotated */
  public RecordIds(byte[] key) {
    if (key.length < 32) {
      throw new IllegalArgumentException("the id key has fewer than 32 bytes");
    }
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  /** The id of the record that this interface's resource becomes; 26 characters of {@code [a-z2-7]}. */
  public String recordId(String connection, String interfaceName, RecordType type, String sourceId) {
    return keyed("record", connection, interfaceName, type.label(), sourceId);
  }

  /** The order key of a create, tied to its idempotency key. */
  public String createKey(String connection, String application, String idempotencyKey) {
    return keyed("create", connection, application, idempotencyKey);
  }

  /** The id that we leave with the EHR so that a write can be found again. */
  public String externalId(String connection, String writeId) {
    return keyed("external", connection, writeId);
  }

  private String keyed(String... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII)); // lengths keep parts apart
        mac.update(bytes);
      }
      return base32(Arrays.copyOf(mac.doFinal(), 16));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no HmacSHA256", missing);
    }
  }

  private static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte one : bytes) {
      buffer = (buffer << 8) | (one & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(BASE32[(buffer >> bits) & 31]);
      }
    }
    return bits == 0 ? text.toString() : text.append(BASE32[(buffer << (5 - bits)) & 31]).toString();
  }
}
