package io.mediflow.ehr;

import io.mediflow.model.ehr.Access;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Under which key a token is shared: another base, client, key or scope must not be given the token of before. */
final class TokenKey {

  private TokenKey() {}

  static String of(Access access) {
    var what = String.join("\n", access.base().toString(), access.clientId(), access.signingKey(),
        access.scopes().stream().sorted().collect(Collectors.joining(" ")));
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
      return access.connection() + "/" + access.interfaceName() + "/" + HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
