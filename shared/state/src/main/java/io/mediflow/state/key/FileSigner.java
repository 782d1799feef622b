package io.mediflow.state.key;

import io.mediflow.model.ehr.Signer;
import io.mediflow.state.key.KeyStoreFile.StoredKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.List;

/** Signs with the keys of the key store file. */
public final class FileSigner implements Signer {

  private final KeyStoreFile store;
  private final Clock clock;

  public FileSigner(KeyStoreFile store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public SigningKey key(String name) {
    return publicHalf(stored(name));
  }

  @Override
  public List<SigningKey> keys() {
    return store.keys().stream().map(FileSigner::publicHalf).toList();
  }

  @Override
  public byte[] sign(String name, byte[] input) {
    StoredKey stored = stored(name);
    PublicKeys.checkInForce(publicHalf(stored), clock.instant());
    try {
      Signature signature = Signature.getInstance(switch (stored.algorithm()) {
        case RS384 -> "SHA384withRSA";
        case ES384 -> "SHA384withECDSAinP1363Format";
      });
      signature.initSign(KeyFactory.getInstance(PublicKeys.family(stored.algorithm()))
          .generatePrivate(new PKCS8EncodedKeySpec(stored.privateKey())));
      signature.update(input);
      return signature.sign();
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("signing key " + name + " cannot be used; make a new key", broken);
    }
  }

  private StoredKey stored(String name) {
    return store.keys().stream().filter(one -> one.name().equals(name)).findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no signing key " + name + " in " + store.file()
            + "; make it, and register its public half with the EHR"));
  }

  private static SigningKey publicHalf(StoredKey stored) {
    return PublicKeys.of(stored.name(), stored.algorithm(), stored.publicKey(), stored.ends());
  }
}
