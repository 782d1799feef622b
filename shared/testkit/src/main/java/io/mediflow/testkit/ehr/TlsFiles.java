package io.mediflow.testkit.ehr;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

/**
 * A test's own authority, and a server of this machine that it vouches for: made anew each time, kept nowhere.
 *
 * @param server with the entries {@code good} and {@code ended}: one holds for a year, one has ended ten days ago
 * @param trust  with the authority alone
 */
public record TlsFiles(Path server, Path trust) {

  public static final String PASSWORD = "a password of a test";
  private static final String TRUST = "javax.net.ssl.trustStore";

  /** @param folder takes both files (PKCS12) */
  public static TlsFiles in(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
    TlsFiles files = new TlsFiles(folder.resolve("server.p12"), folder.resolve("trust.p12"));
    files.key("ca", "-ext", "bc:c", "-startdate", "-60d", "-validity", "425");
    files.key("good", "-signer", "ca", "-ext", "san=dns:localhost,ip:127.0.0.1", "-startdate", "-1d", "-validity", "366");
    files.key("ended", "-signer", "ca", "-ext", "san=dns:localhost,ip:127.0.0.1", "-startdate", "-40d", "-validity", "30");
    KeyStore all = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(files.server)) {
      all.load(in, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD.toCharArray());
    trusted.setCertificateEntry("ca", all.getCertificate("ca"));
    try (OutputStream out = Files.newOutputStream(files.trust)) {
      trusted.store(out, PASSWORD.toCharArray());
    }
    return files;
  }

  /** Until the answer is closed, clients of this process that are made with defaults trust the authority, and nobody else. */
  public AutoCloseable trusted() {
    System.setProperty(TRUST, trust.toString());
    System.setProperty(TRUST + "Password", PASSWORD);
    return () -> {
      System.clearProperty(TRUST);
      System.clearProperty(TRUST + "Password");
    };
  }

  private void key(String alias, String... more) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", alias, "-keyalg", "EC",
        "-groupname", "secp256r1", "-dname", "CN=" + alias, "-storetype", "PKCS12", "-keystore", server.toString(), "-storepass", PASSWORD));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
  }
}
