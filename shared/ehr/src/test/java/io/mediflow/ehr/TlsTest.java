package io.mediflow.ehr;

import static io.mediflow.ehr.Bench.done;
import static io.mediflow.ehr.Bench.kind;
import static io.mediflow.ehr.Bench.open;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.model.ehr.EhrFailure.Kind;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class TlsTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private final Bench bench = new Bench();
  @TempDir Path folder;

  @Test
  void tellsWhenACertificateEndsEvenAfterItsEnd() throws Exception {
    for (var start : List.of("-1d", "-30d")) {
      var keys = keys(start);
      try (var server = server(keys)) {
        var ends = ((X509Certificate) keys.getCertificate("ehr")).getNotAfter().toInstant();
        assertEquals(Optional.of(ends), done(bench.ehr.certificateEnds(open(server.base()))));
      }
    }
    assertEquals(List.of("certificate DONE", "certificate DONE"), bench.metered);
  }

  @Test
  void plainHttpHasNoCertificateAndADeadServerShowsNone() throws Exception {
    assertEquals(Optional.empty(), done(bench.ehr.certificateEnds(open(URI.create("http://localhost:1/fhir")))));
    try (var port = new RefusedPort()) {
      assertEquals(Kind.UNREACHABLE, kind(bench.ehr.certificateEnds(open(port.base("https")))));
    }
  }

  @Test
  void aCertificateThatNobodyVouchesForGetsNothing() throws Exception {
    try (var server = server(keys("-1d"))) {
      assertEquals(
          Kind.UNREACHABLE, kind(bench.ehr.create(open(server.base()), "Patient", "{}".getBytes(UTF_8), Bench.soon())));
      assertEquals(Kind.UNREACHABLE, kind(bench.ehr.read(open(server.base()), "Patient", "1")));
      server.awaitEnded(2);
      assertEquals(List.of(), server.requests());
    }
  }

  @Test
  void aServerWithoutTlsBehindHttpsGetsNothing() throws Exception {
    try (var plain = new ScriptedServer()) {
      var https = URI.create(plain.base().toString().replace("http:", "https:"));
      plain.always(request -> ScriptedServer.hangUp());
      assertEquals(Kind.UNREACHABLE, kind(bench.ehr.create(open(https, Duration.ofSeconds(1)), "Patient",
          "{}".getBytes(UTF_8), Bench.soon())));
    }
  }

  private static ScriptedServer server(KeyStore keys) throws Exception {
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return new ScriptedServer(
        context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()), "https");
  }

  /** Self-signed, good for ten days. */
  private KeyStore keys(String start) throws Exception {
    var file = folder.resolve("keys" + start + ".p12");
    var keytool = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "ehr",
        "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-startdate", start,
        "-validity", "10", "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", new String(PASSWORD))
        .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    assertEquals(0, keytool.waitFor());
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
    return keys;
  }
}
