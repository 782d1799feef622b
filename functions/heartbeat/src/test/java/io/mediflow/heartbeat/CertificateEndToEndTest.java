package io.mediflow.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.mediflow.ehr.ChosenEhr;
import io.mediflow.ehr.DocumentEhr;
import io.mediflow.ehr.FhirEhr;
import io.mediflow.ehr.Switchboard;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.Signer.Algorithm;
import io.mediflow.model.watch.Heartbeat;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.Packages;
import io.mediflow.sandbox.Options;
import io.mediflow.sandbox.Sandbox;
import io.mediflow.sandbox.control.Stats;
import io.mediflow.sandbox.fault.FaultScript;
import io.mediflow.sandbox.fault.ServerKeys;
import io.mediflow.sandbox.smart.Client;
import io.mediflow.testkit.ehr.TlsFiles;
import io.mediflow.testkit.memory.MemoryBudgetStore;
import io.mediflow.testkit.memory.MemoryConnectionStore;
import io.mediflow.testkit.memory.MemorySigner;
import io.mediflow.testkit.memory.MemoryStatusStore;
import io.mediflow.testkit.memory.MemoryTokenStore;
import io.mediflow.testkit.memory.TestClock;
import io.mediflow.watch.Words;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heartbeats of a simulated EHR that speaks TLS, while its certificate ends and is renewed. */
@QuarkusTest
class CertificateEndToEndTest {

  private static final MemorySigner SIGNER = new MemorySigner().with("key-1", Algorithm.RS384, null);

  private final TestClock clock = new TestClock(Instant.now());
  private final MemoryStatusStore status = new MemoryStatusStore();
  @TempDir private Path folder;

  @Test
  void anEndedCertificateIsNamedGetsNothingAndIsOverWhenAGoodOneIsBack() throws Exception {
    TlsFiles files = TlsFiles.in(folder);
    ServerKeys keys = ServerKeys.of(files.server(), TlsFiles.PASSWORD.toCharArray());
    try (AutoCloseable trust = files.trusted(); Sandbox sandbox = Sandbox.start(Options.defaults().withTls(keys))) {
      HeartbeatAct act = act(sandbox);
      Heartbeat well = beat(act);
      assertEquals(Optional.empty(), well.failure());
      assertTrue(well.certificateEnds().orElseThrow().isAfter(clock.instant().plus(Duration.ofDays(300))));

      sandbox.script().play(FaultScript.of("faults: [{do: certificate-ended}]"));
      long before = sandbox.stats().of(Stats.Event.REQUEST);
      beat(act);
      Heartbeat ended = beat(act);
      assertEquals(2, ended.misses());
      assertEquals("The certificate of the EHR's server has ended, so nothing is sent to it or asked of it."
          + " The EHR's operator must renew it.", Words.heartbeat(ended.failure().orElseThrow()));
      assertTrue(ended.certificateEnds().orElseThrow().isBefore(clock.instant()));
      assertEquals(before, sandbox.stats().of(Stats.Event.REQUEST), "nothing was sent");

      sandbox.script().stop();
      Heartbeat again = beat(act);
      assertEquals(Optional.empty(), again.failure());
      assertEquals(well.certificateEnds(), again.certificateEnds());
    }
  }

  private Heartbeat beat(HeartbeatAct act) {
    clock.advance(Duration.ofMinutes(5));
    act.beat("elm");
    return status.heartbeat("elm", "fhir").orElseThrow();
  }

  private HeartbeatAct act(Sandbox sandbox) {
    RSAKey key = new RSAKey.Builder((RSAPublicKey) SIGNER.key("key-1").publicKey()).keyID("kid-key-1").algorithm(JWSAlgorithm.RS384).build();
    sandbox.clients().register(new Client("client", Optional.of(new JWKSet(key)), Optional.empty(), "system/*.rs"));
    MemoryConnectionStore connections = new MemoryConnectionStore();
    connections.put(new Connection("elm", "Practice elm", "smart-r4", 1, ZoneId.of("America/New_York"),
        List.of(new EhrInterface("fhir", sandbox.fhir(), "client", "key-1", List.of(), "")), false, 0));
    Switchboard switchboard = new Switchboard(new MemoryTokenStore(), new MemoryBudgetStore(), SIGNER,
        (connection, operation, outcome, took) -> {}, java.time.Clock.systemUTC(), TimeScale.REAL, new ObjectMapper(), () -> true);
    return new HeartbeatAct(connections, new Sample.Queue(), status, new ChosenEhr(new FhirEhr(switchboard), new DocumentEhr(switchboard)),
        SIGNER, Packages.bundled(), HeartbeatActTest.config(50, 10), TimeScale.REAL, clock);
  }
}
