package io.mediflow.testkit.memory;

import io.mediflow.model.ehr.Signer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys made for one test. */
public final class MemorySigner implements Signer {

  private record Held(SigningKey key, KeyPair pair) {}

  private final Map<String, Held> keys = new LinkedHashMap<>();

  /** @param ends when the key must no longer be used, or null */
  public MemorySigner with(String name, Algorithm algorithm, Instant ends) {
    try {
      KeyPair pair = generate(algorithm);
      keys.put(name, new Held(
          new SigningKey(name, "kid-" + name, algorithm, pair.getPublic(), Optional.ofNullable(ends)), pair));
      return this;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  @Override
  public SigningKey key(String name) {
    return held(name).key();
  }

  @Override
  public List<SigningKey> keys() {
    return keys.values().stream().map(Held::key).toList();
  }

  @Override
  public byte[] sign(String name, byte[] input) {
    Held held = held(name);
    try {
      Signature signature = Signature.getInstance(switch (held.key().algorithm()) {
        case RS384 -> "SHA384withRSA";
        case ES384 -> "SHA384withECDSAinP1363Format";
      });
      signature.initSign(held.pair().getPrivate());
      signature.update(input);
      return signature.sign();
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private Held held(String name) {
    Held held = keys.get(name);
    if (held == null) {
      throw new IllegalStateException("there is no signing key named " + name);
    }
    return held;
  }

  private static KeyPair generate(Algorithm algorithm) throws GeneralSecurityException {
    return switch (algorithm) {
      case RS384 -> {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        yield rsa.generateKeyPair();
      }
      case ES384 -> {
        KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
        ec.initialize(new ECGenParameterSpec("secp384r1"));
        yield ec.generateKeyPair();
      }
    };
  }
}
