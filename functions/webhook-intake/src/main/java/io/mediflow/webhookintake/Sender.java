package io.mediflow.webhookintake;

import io.mediflow.packages.HookSpec;
import io.mediflow.packages.HookSpec.Encoding;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves a notification's sender over the raw bytes by the mechanism that the package names. In constant time, and over all
 * secrets in force even when the first one fits.
 */
final class Sender {

  /** What was proved. */
  enum Proof {
    GIVEN,
    MISSING,
    /** Signed by the sender, at another time: somebody sends it again, or a clock is wrong. */
    OUTSIDE_WINDOW
  }

  private static final String HMAC = "HmacSHA256";
  private static final String PREFIX = "sha256=";

  /** Of a secret whose text is the base64 of the key (https://www.standardwebhooks.com). */
  private static final String ENCODED_KEY = "whsec_";

  /** Signatures beside each other, as for two secrets; more are no sender's. */
  private static final int MOST_SIGNATURES = 10;

  private Sender() {}

  /** @param secrets two while one is rotated */
  static Proof proof(HookSpec hook, Notification notification, List<byte[]> secrets, Instant now) {
    return switch (hook.mechanism()) {
      case HEADER_SECRET -> fits(secrets, List.of(header(notification, hook.header()).getBytes(StandardCharsets.UTF_8)));
      case HMAC_SHA256 ->
          fits(macs(secrets, notification.body()), signature(header(notification, hook.header()), hook.encoding()));
      case STANDARD_WEBHOOKS -> standard(notification, secrets, hook.tolerance(), now);
    };
  }

  private static Proof standard(Notification notification, List<byte[]> secrets, Duration tolerance, Instant now) {
    String id = header(notification, "webhook-id");
    String time = header(notification, "webhook-timestamp");
    if (id.isEmpty() || !time.matches("\\d{1,12}")) {
      return Proof.MISSING;
    }
    List<byte[]> shown = new ArrayList<>();
    for (String one : header(notification, "webhook-signature").split(" ", MOST_SIGNATURES + 1)) {
      if (one.startsWith("v1,")) {
        decoded(one.substring(3), Encoding.BASE64).ifPresent(shown::add);
      }
    }
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes((id + "." + time + ".").getBytes(StandardCharsets.UTF_8));
    signed.writeBytes(notification.body());
    Proof proof = fits(macs(secrets.stream().map(Sender::key).toList(), signed.toByteArray()), shown);
    Duration off = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now).abs();
    return proof == Proof.GIVEN && off.compareTo(tolerance) > 0 ? Proof.OUTSIDE_WINDOW : proof;
  }

  /** An empty secret proves nothing. */
  private static Proof fits(List<byte[]> wanted, List<byte[]> shown) {
    boolean fits = false;
    for (byte[] one : wanted) {
      for (byte[] other : shown) {
        fits |= one.length > 0 & MessageDigest.isEqual(one, other);
      }
    }
    return fits ? Proof.GIVEN : Proof.MISSING;
  }

  private static List<byte[]> macs(List<byte[]> keys, byte[] content) {
    List<byte[]> macs = new ArrayList<>();
    for (byte[] key : keys) {
      if (key.length > 0) {
        try {
          Mac mac = Mac.getInstance(HMAC);
          mac.init(new SecretKeySpec(key, HMAC));
          macs.add(mac.doFinal(content));
        } catch (GeneralSecurityException missing) {
          throw new IllegalStateException("this Java has no " + HMAC, missing);
        }
      }
    }
    return macs;
  }

  private static byte[] key(byte[] secret) {
    String text = new String(secret, StandardCharsets.UTF_8);
    return text.startsWith(ENCODED_KEY)
        ? decoded(text.substring(ENCODED_KEY.length()), Encoding.BASE64).orElse(new byte[0])
        : secret;
  }

  private static List<byte[]> signature(String shown, Encoding encoding) {
    String bare = shown.startsWith(PREFIX) ? shown.substring(PREFIX.length()) : encoding == Encoding.HEX ? "" : shown;
    return decoded(bare, encoding).map(List::of).orElse(List.of());
  }

  private static Optional<byte[]> decoded(String text, Encoding encoding) {
    try {
      return Optional.of(switch (encoding) {
        case HEX -> HexFormat.of().parseHex(text);
        case BASE64 -> Base64.getDecoder().decode(text);
      });
    } catch (IllegalArgumentException other) {
      return Optional.empty();
    }
  }

  private static String header(Notification notification, String name) {
    return notification.header(name).orElse("");
  }
}
