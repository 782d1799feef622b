package io.mediflow.sandbox.fault;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What the simulated EHR shows to who connects by TLS.
 *
 * @param good  with the certificate that holds
 * @param ended with the one that has ended; no session goes over from one to the other
 */
public record ServerKeys(SSLContext good, SSLContext ended) {

  /**
   * Reads a PKCS12 file that has the entries {@code good} and {@code ended}.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  public static ServerKeys of(Path file, char[] password) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore all = KeyStore.getInstance("PKCS12");
      all.load(in, password);
      return new ServerKeys(context(all, "good", password), context(all, "ended", password));
    } catch (IOException | GeneralSecurityException unreadable) {
      throw new IllegalArgumentException("The key store " + file + " cannot be read: it is PKCS12, and has the password that is named.", unreadable);
    }
  }

  private static SSLContext context(KeyStore all, String alias, char[] password) throws GeneralSecurityException, IOException {
    if (!all.isKeyEntry(alias)) {
      throw new IllegalArgumentException("The key store has no key of the alias " + alias + ": it needs good and ended.");
    }
    KeyStore one = KeyStore.getInstance("PKCS12");
    one.load(null, password);
    one.setKeyEntry(alias, all.getKey(alias, password), password, all.getCertificateChain(alias));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(one, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
