package io.mediflow.edge.mllp;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** TLS for one side of the agent: who it is, and whom it believes. Versions and ciphers are the JDK's (1.2 and 1.3). */
public final class Tls {

  private final SSLContext context;
  private final boolean clientsProve;
  private final Optional<Instant> ends;

  private Tls(SSLContext context, boolean clientsProve, Optional<Instant> ends) {
    this.context = context;
    this.clientsProve = clientsProve;
    this.ends = ends;
  }

  /** The agent's own key with its certificates: a PKCS #12 file and its password. */
  public record Identity(Path file, String password) {

    @Override
    public String toString() {
      return "Identity[" + file + "]";
    }
  }

  /** What a file lacks, in a sentence; without its content. */
  public static final class Unusable extends Exception {
    public Unusable(String sentence) {
      super(sentence);
    }
  }

  /**
   * For senders.
   *
   * @param authorities PEM of the authorities whose certificate a sender must show; empty to ask for none
   */
  public static Tls listening(Identity identity, Optional<Path> authorities) throws Unusable {
    return of(Optional.of(identity), authorities, authorities.isPresent());
  }

  /**
   * Towards a practice's system, whose certificate must be in the name of its host.
   *
   * @param identity    shown to a system that asks for it
   * @param authorities PEM of those to believe instead of the JDK's
   */
  public static Tls sending(Optional<Identity> identity, Optional<Path> authorities) throws Unusable {
    return of(identity, authorities, false);
  }

  private static Tls of(Optional<Identity> identity, Optional<Path> authorities, boolean clientsProve) throws Unusable {
    KeyManager[] keys = null;
    TrustManager[] trusted = null;
    Optional<Instant> ends = Optional.empty();
    if (identity.isPresent()) {
      KeyStore store = store(identity.get());
      ends = Optional.of(ends(identity.get().file(), store));
      keys = keys(identity.get(), store);
    }
    if (authorities.isPresent()) {
      trusted = trusted(authorities.get());
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trusted, null);
      return new Tls(context, clientsProve, ends);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has TLS", impossible);
    }
  }

  private static KeyStore store(Identity identity) throws Unusable {
    try (InputStream in = Files.newInputStream(identity.file())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, identity.password().toCharArray());
      return store;
    } catch (IOException | GeneralSecurityException unusable) {
      throw new Unusable("The file " + identity.file()
          + " cannot be read as PKCS #12 with this password. Name the one that holds the agent's key and certificates.");
    }
  }

  private static Instant ends(Path file, KeyStore store) throws Unusable {
    try {
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate own) {
          return own.getNotAfter().toInstant();
        }
      }
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("the store is loaded", impossible);
    }
    throw new Unusable("The file " + file + " holds no private key with its certificate. Export both into it.");
  }

  private static KeyManager[] keys(Identity identity, KeyStore store) throws Unusable {
    try {
      KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, identity.password().toCharArray());
      return managers.getKeyManagers();
    } catch (GeneralSecurityException other) {
      throw new Unusable("The key in " + identity.file() + " has another password than the file. Give both the same.");
    }
  }

  private static TrustManager[] trusted(Path authorities) throws Unusable {
    try (InputStream in = Files.newInputStream(authorities)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + store.size(), one);
      }
      if (store.size() == 0) {
        throw new Unusable("The file " + authorities + " holds no certificate. Name one with certificates as PEM.");
      }
      TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      return managers.getTrustManagers();
    } catch (IOException | GeneralSecurityException unusable) {
      throw new Unusable("The file " + authorities + " cannot be read as certificates. Name one with certificates as PEM.");
    }
  }

  /** When the agent's own certificate ends. */
  public Optional<Instant> ends() {
    return ends;
  }

  /** Not bound yet. */
  ServerSocket serverSocket() throws IOException {
    SSLServerSocket socket = (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
    socket.setNeedClientAuth(clientsProve);
    return socket;
  }

  public SocketFactory sockets() {
    return context.getSocketFactory();
  }
}
