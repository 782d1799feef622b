package io.mediflow.model.change;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Ids of changes, made from what they say, so that a redelivery has the same one. They come from PHI and stay in encrypted stores. */
public final class ChangeIds {

  private ChangeIds() {}

  /**
   * SHA-256, cut to 128 bits, hex.
   *
   * @param resourceType as the EHR spells it, or null when it is unknown
   * @param sourceId     or null when it is unknown
   * @param body         the resource, empty for a hint
   */
  public static String of(String connection, String interfaceName, String resourceType, String sourceId, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : new String[] {connection, interfaceName, resourceType, sourceId}) {
        byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII)); // lengths keep parts apart
        digest.update(bytes);
      }
      digest.update(body);
      return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), 16));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }
}
