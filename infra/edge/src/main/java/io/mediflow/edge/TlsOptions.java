package io.mediflow.edge;

import io.mediflow.edge.mllp.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of TLS inside the practice's network, of both ways. */
final class TlsOptions {

  private static final String PASSWORD = "MEDIFLOW_EDGE_TLS_PASSWORD";

  @Option(names = "--listen-tls", description = "Senders must speak TLS; needs --tls-keystore.")
  private boolean listen;

  @Option(names = "--listen-ca", paramLabel = "FILE",
      description = "PEM of authorities: senders must show a certificate of one of them.")
  private Path listenAuthorities;

  @Option(names = "--send-tls", description = "What goes to --send-to goes by TLS; its certificate must name its host.")
  private boolean send;

  @Option(names = "--send-ca", paramLabel = "FILE", description = "PEM of the authorities to believe there, instead of the JDK's.")
  private Path sendAuthorities;

  @Option(names = "--tls-keystore", paramLabel = "FILE",
      description = "PKCS #12 with the agent's key and certificates, for senders and for a system that asks who sends.")
  private Path keystore;

  @Option(names = "--tls-password-file", paramLabel = "FILE",
      description = "Holds the keystore's password; without it " + PASSWORD + " is read.")
  private Path passwordFile;

  /** What is wrong with them together, in a sentence. */
  Optional<String> wrong(boolean sending) {
    if (listen && keystore == null) {
      return Optional.of("--listen-tls needs --tls-keystore: a PKCS #12 file with the agent's key and certificates.");
    }
    if (listenAuthorities != null && !listen) {
      return Optional.of("--listen-ca is for senders that speak TLS; add --listen-tls.");
    }
    if (sendAuthorities != null && !send) {
      return Optional.of("--send-ca is for a system that speaks TLS; add --send-tls.");
    }
    if (send && !sending) {
      return Optional.of("--send-tls needs --send-to: the system that messages out go to.");
    }
    return keystore == null || listen || send ? Optional.empty()
        : Optional.of("--tls-keystore is used by --listen-tls and --send-tls only; add one of them.");
  }

  /** Empty where senders do not encrypt. */
  Optional<Tls> listening() throws Tls.Unusable {
    return listen ? Optional.of(Tls.listening(identity(), Optional.ofNullable(listenAuthorities))) : Optional.empty();
  }

  /** Empty where what is sent is not encrypted. */
  Optional<Tls> sending() throws Tls.Unusable {
    return send ? Optional.of(Tls.sending(keystore == null ? Optional.empty() : Optional.of(identity()),
        Optional.ofNullable(sendAuthorities))) : Optional.empty();
  }

  private Tls.Identity identity() throws Tls.Unusable {
    String password = System.getenv(PASSWORD);
    if (passwordFile != null) {
      try {
        password = Files.readString(passwordFile).strip();
      } catch (IOException unreadable) {
        throw new Tls.Unusable("The file " + passwordFile + " cannot be read. Name one that holds the keystore's password.");
      }
    }
    if (password == null) {
      throw new Tls.Unusable("The keystore's password is missing. Name a file that holds it (--tls-password-file), or set "
          + PASSWORD + ".");
    }
    return new Tls.Identity(keystore, password);
  }
}
