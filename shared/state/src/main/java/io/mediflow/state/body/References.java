package io.mediflow.state.body;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** References are content hashes; anything else never becomes part of a path. */
final class References {

  private static final Pattern CONNECTION = Pattern.compile("[a-z0-9-]{1,40}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private References() {}

  static String of(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }

  /** {@code connection/hash}. */
  static String path(String connection, String reference) {
    if (!CONNECTION.matcher(connection).matches()) {
      throw new IllegalArgumentException("not a connection's id");
    }
    if (!HASH.matcher(reference).matches()) {
      throw missing();
    }
    return connection + "/" + reference;
  }

  static IllegalStateException missing() {
    return new IllegalStateException("there is no body under this reference; it was deleted, or the reference is broken");
  }
}
