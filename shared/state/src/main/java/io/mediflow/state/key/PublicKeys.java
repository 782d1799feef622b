package io.mediflow.state.key;

import io.mediflow.model.ehr.Signer.Algorithm;
import io.mediflow.model.ehr.Signer.SigningKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Public halves of signing keys, from their X.509 encoding. */
final class PublicKeys {

  private PublicKeys() {}

  /** The kid is the key's own fingerprint: the same key has it everywhere, another key never. */
  static SigningKey of(String name, Algorithm algorithm, byte[] encoded, Optional<Instant> ends) {
    try {
      PublicKey key = KeyFactory.getInstance(family(algorithm)).generatePublic(new X509EncodedKeySpec(encoded));
      String kid = Base64.getUrlEncoder().withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(encoded));
      return new SigningKey(name, kid, algorithm, key, ends);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("the public half of signing key " + name + " cannot be read; make a new key", broken);
    }
  }

  static String family(Algorithm algorithm) {
    return switch (algorithm) {
      case RS384 -> "RSA";
      case ES384 -> "EC";
    };
  }

  /** A key past its end signs nothing: EHRs refuse it, and we would not know why. */
  static void checkInForce(SigningKey key, Instant now) {
    if (key.ends().filter(ends -> !now.isBefore(ends)).isPresent()) {
      throw new IllegalStateException("signing key " + key.name() + " ended at " + key.ends().get()
          + "; make a new one and register its public half with the EHR");
    }
  }
}
