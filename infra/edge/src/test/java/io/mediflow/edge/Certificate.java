package io.mediflow.edge;

import io.mediflow.edge.mllp.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A key with a certificate that it signed itself, as a practice's administrator would make one. */
record Certificate(Tls.Identity identity, Path pem) {

  static final String PASSWORD = "a password of a test";

  /** @param names as keytool writes them: {@code dns:localhost,ip:127.0.0.1} */
  static Certificate of(Path folder, String alias, String names) throws IOException, InterruptedException {
    Path keys = folder.resolve(alias + ".p12");
    Path pem = folder.resolve(alias + ".pem");
    keytool(keys, "-genkeypair", "-alias", alias, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + alias,
        "-ext", "san=" + names, "-validity", "10");
    keytool(keys, "-exportcert", "-alias", alias, "-rfc", "-file", pem.toString());
    return new Certificate(new Tls.Identity(keys, PASSWORD), pem);
  }

  private static void keytool(Path keys, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", keys.toString(), "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
  }
}
