package io.mediflow.model.ehr;

import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Signs with keys that nobody can read: KMS on AWS, the key store file locally. */
public interface Signer {

  /**
   * A signing key's public half.
   *
   * @param kid the id under which our JWKS publishes it
   * @param ends when it must no longer be used; empty when it has no end
   */
  record SigningKey(String name, String kid, Algorithm algorithm, PublicKey publicKey, Optional<Instant> ends) {}

  /** JWS algorithms (RFC 7518). */
  enum Algorithm {
    RS384,
    ES384
  }

  /** @throws IllegalStateException when there is no such key; the message names it and says what to do */
  SigningKey key(String name);

  /** All keys, for our JWKS. */
  List<SigningKey> keys();

  /** The signature in JWS form (ECDSA as R‖S). */
  byte[] sign(String name, byte[] input);
}
