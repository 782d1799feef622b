package io.mediflow.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.sandbox.control.Stats;
import io.mediflow.sandbox.fault.FaultScript;
import io.mediflow.sandbox.fault.ServerKeys;
import io.mediflow.testkit.ehr.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An EHR that speaks TLS, whose certificate ends by a script. */
class CertificateTest {

  @TempDir private Path folder;

  @Test
  void whoConnectsIsShownAnEndedCertificateAsLongAsTheScriptSays() throws Exception {
    TlsFiles files = TlsFiles.in(folder);
    ServerKeys keys = ServerKeys.of(files.server(), TlsFiles.PASSWORD.toCharArray());
    try (Sandbox sandbox = Sandbox.start(Options.defaults().withTls(keys)); HttpClient http = trusting(files.trust())) {
      assertTrue(sandbox.fhir().toString().startsWith("https://127.0.0.1:"));
      assertEquals(200, metadata(http, sandbox.fhir()));

      sandbox.script().play(FaultScript.of("faults: [{do: certificate-ended, times: 2}]"));
      for (int time = 0; time < 2; time++) {
        IOException refused = assertThrows(SSLHandshakeException.class, () -> metadata(http, sandbox.fhir()));
        assertTrue(refused.getMessage().contains("validity check failed"), refused.getMessage());
      }
      assertEquals(200, metadata(http, sandbox.fhir()), "the same client, once the good one is back");
      assertEquals(2, sandbox.stats().of(Stats.Event.FAULT));
    }
  }

  @Test
  void aStoreWithoutBothKeysIsSaidToLackThem() throws Exception {
    TlsFiles files = TlsFiles.in(folder);
    char[] password = TlsFiles.PASSWORD.toCharArray();
    assertTrue(assertThrows(IllegalArgumentException.class, () -> ServerKeys.of(files.trust(), password))
        .getMessage().contains("no key of the alias good"));
    assertThrows(IllegalArgumentException.class, () -> ServerKeys.of(files.server(), "another one".toCharArray()));
  }

  private static int metadata(HttpClient http, URI fhir) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(URI.create(fhir + "/metadata")).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static HttpClient trusting(Path trust) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(trust)) {
      trusted.load(in, TlsFiles.PASSWORD.toCharArray());
    }
    TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).version(HttpClient.Version.HTTP_1_1).build();
  }
}
