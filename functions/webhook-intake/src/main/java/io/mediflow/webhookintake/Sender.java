package io.mediflow.webhookintake;

import io.mediflow.packages.InterfaceSpec.HookSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Proves a notification's sender by the mechanism that the package names. */
final class Sender {

  static final String HEADER_SECRET = "header-secret";

  private Sender() {}

  /**
   * In constant time, and over all values in force even when the first one fits.
   *
   * @param secrets two while one is rotated
   */
  static boolean proved(HookSpec hook, Notification notification, List<byte[]> secrets) {
    if (!hook.mechanism().equals(HEADER_SECRET)) {
      return false;
    }
    byte[] shown = notification.header(hook.header()).orElse("").getBytes(StandardCharsets.UTF_8);
    boolean fits = false;
    for (byte[] secret : secrets) {
      fits |= secret.length > 0 & MessageDigest.isEqual(secret, shown);
    }
    return fits;
  }
}
