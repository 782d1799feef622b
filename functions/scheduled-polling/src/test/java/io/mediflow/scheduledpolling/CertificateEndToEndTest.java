package io.mediflow.scheduledpolling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.mediflow.ehr.FhirEhr;
import io.mediflow.ehr.Switchboard;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.change.FlowWindow;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.Signer.Algorithm;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.FlowPlan;
import io.mediflow.packages.Packages;
import io.mediflow.sandbox.Options;
import io.mediflow.sandbox.Sandbox;
import io.mediflow.sandbox.fault.FaultScript;
import io.mediflow.sandbox.fault.ServerKeys;
import io.mediflow.sandbox.smart.Client;
import io.mediflow.testkit.ehr.MemoryBulk;
import io.mediflow.testkit.ehr.MemoryFeed;
import io.mediflow.testkit.ehr.TlsFiles;
import io.mediflow.testkit.memory.MemoryBudgetStore;
import io.mediflow.testkit.memory.MemoryConnectionStore;
import io.mediflow.testkit.memory.MemoryFlowStore;
import io.mediflow.testkit.memory.MemoryListingStore;
import io.mediflow.testkit.memory.MemoryQueues;
import io.mediflow.testkit.memory.MemoryRosterStore;
import io.mediflow.testkit.memory.MemorySigner;
import io.mediflow.testkit.memory.MemoryTokenStore;
import io.mediflow.testkit.memory.TestClock;
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

/** A flow of a simulated EHR that speaks TLS: with an ended certificate its windows fail and nothing is lost; with a good one it goes on. */
@QuarkusTest
class CertificateEndToEndTest {

  private static final MemorySigner SIGNER = new MemorySigner().with("key-1", Algorithm.RS384, null);
  private static final FlowId PATIENTS = new FlowId("elm", "fhir", RecordType.PATIENT, Scope.WHOLE);

  private final TestClock clock = new TestClock(Instant.now());
  private final MemoryFlowStore flows = new MemoryFlowStore();
  private final MemoryConnectionStore connections = new MemoryConnectionStore();
  private final MemoryQueues queues = new MemoryQueues();
  @TempDir private Path folder;

  @Test
  void aFlowWaitsOutAnEndedCertificate() throws Exception {
    TlsFiles files = TlsFiles.in(folder);
    ServerKeys keys = ServerKeys.of(files.server(), TlsFiles.PASSWORD.toCharArray());
    try (AutoCloseable trust = files.trusted(); Sandbox sandbox = Sandbox.start(Options.defaults().withClock(clock).withTls(keys))) {
      connect(sandbox);
      sandbox.script().play(FaultScript.of("faults: [{do: certificate-ended}]"));
      Flow waits = run(sandbox);
      assertEquals(Optional.of("UNREACHABLE"), waits.failure());
      assertEquals(Optional.empty(), waits.lastCompleteWindow());
      assertEquals(List.of(), queues.changes);

      sandbox.script().stop();
      clock.advance(Duration.ofMinutes(15)); // by then it is due again
      assertFalse(waits.due().isAfter(clock.instant()));
      Flow whole = run(sandbox);
      assertEquals(Optional.empty(), whole.failure());
      assertEquals(sandbox.store().all("Patient").size(), queues.changes.size());
    }
  }

  private void connect(Sandbox sandbox) {
    RSAKey key = new RSAKey.Builder((RSAPublicKey) SIGNER.key("key-1").publicKey()).keyID("kid-key-1").algorithm(JWSAlgorithm.RS384).build();
    sandbox.clients().register(new Client("client", Optional.of(new JWKSet(key)), Optional.empty(), "system/*.cruds"));
    connections.put(new Connection("elm", "Practice elm", "smart-r4", 1, ZoneId.of("America/New_York"),
        List.of(new EhrInterface("fhir", sandbox.fhir(), "client", "key-1", List.of(), "")), false, 0));
    FlowPlan.flows(connections.find("elm").orElseThrow(), Packages.bundled().find("smart-r4", 1).orElseThrow(), clock.instant()).forEach(flows::put);
  }

  private Flow run(Sandbox sandbox) {
    ScheduledPollingConfig settings = Sample.Settings.usual();
    FlowLease lease = new FlowLease(flows, settings, clock);
    FhirEhr ehr = new FhirEhr(new Switchboard(new MemoryTokenStore(), new MemoryBudgetStore(), SIGNER,
        (connection, operation, outcome, took) -> {}, clock, TimeScale.REAL, new ObjectMapper(), () -> true));
    new ScheduledPollingAct(flows, connections, Packages.bundled(), ehr, queues.changeQueue, queues.pollQueue, lease,
        new Relisting(lease, new MemoryRosterStore(), new MemoryListingStore(), ehr, queues.changeQueue, queues.pollQueue, settings,
            TimeScale.REAL, clock),
        new Exporting(lease, flows, new MemoryBulk(), queues.changeQueue, queues.pollQueue, settings, TimeScale.REAL, clock),
        new Feeding(lease, new MemoryFeed(clock), queues.changeQueue, queues.pollQueue, settings, TimeScale.REAL, clock),
        SubscriptionBench.idle(lease, flows, settings, clock), settings, TimeScale.REAL, clock)
        .run(new FlowWindow("elm", PATIENTS.label()), clock.instant().plusSeconds(25));
    return flows.find(PATIENTS).orElseThrow();
  }
}
