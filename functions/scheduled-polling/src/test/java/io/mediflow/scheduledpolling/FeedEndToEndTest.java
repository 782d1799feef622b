package io.mediflow.scheduledpolling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.mediflow.ehr.DocumentEhr;
import io.mediflow.ehr.Switchboard;
import io.mediflow.model.change.Change;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.change.FlowWindow;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResource;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.FeedEhr;
import io.mediflow.model.ehr.Signer.Algorithm;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.FlowPlan;
import io.mediflow.packages.Packages;
import io.mediflow.sandbox.Options;
import io.mediflow.sandbox.Sandbox;
import io.mediflow.sandbox.smart.Client;
import io.mediflow.sandbox.store.Draft;
import io.mediflow.testkit.contract.FeedEhrContract;
import io.mediflow.testkit.ehr.MemoryBulk;
import io.mediflow.testkit.ehr.MemoryEhr;
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
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Feeds of a simulated EHR over HTTP, with tokens, by the package that is bundled for it: the port's contract, and a window with a kill. */
@QuarkusTest
class FeedEndToEndTest extends FeedEhrContract {

  private static final MemorySigner SIGNER = new MemorySigner().with("key-1", Algorithm.RS384, null);
  private static final EhrPackage EHR = Packages.bundled().find("athenahealth", 1).orElseThrow();
  private static final FlowId PATIENTS = new FlowId("elm", "v1", RecordType.PATIENT, Scope.WHOLE);

  private final TestClock clock = new TestClock(Instant.now());
  private final MemoryFlowStore flows = new MemoryFlowStore();
  private final MemoryConnectionStore connections = new MemoryConnectionStore();
  private final MemoryQueues queues = new MemoryQueues();
  private Sandbox sandbox;
  private DocumentEhr ehr;
  private int changes;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(Options.defaults().withClock(clock));
    RSAKey key = new RSAKey.Builder((RSAPublicKey) SIGNER.key("key-1").publicKey()).keyID("kid-key-1").algorithm(JWSAlgorithm.RS384).build();
    sandbox.clients().register(new Client("client", Optional.of(new JWKSet(key)), Optional.empty(), "system/*.rs"));
    ehr = new DocumentEhr(new Switchboard(new MemoryTokenStore(), new MemoryBudgetStore(), SIGNER,
        (connection, operation, outcome, took) -> {}, clock, TimeScale.REAL, new ObjectMapper(), () -> true));
    connections.put(new Connection("elm", "Practice elm", EHR.name(), 1, ZoneId.of("America/New_York"), List.of(new EhrInterface(
        "v1", sandbox.rest("athenahealth"), "client", "key-1", List.of(), "", Map.of(), Map.of())), false, 0));
    FlowPlan.flows(connections.find("elm").orElseThrow(), EHR, clock.instant()).forEach(flows::put);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Override
  protected FeedEhr feed() {
    return ehr;
  }

  @Override
  protected Access access() {
    Connection elm = connections.find("elm").orElseThrow();
    return EHR.interfaces().get("v1").access(elm, elm.interfaces().getFirst());
  }

  @Override
  protected String type() {
    return "patient";
  }

  @Override
  protected String change() {
    var one = sandbox.store().all("Patient").get(changes++);
    sandbox.store().commit(List.of(new Draft("Patient", one.id(), one.json())));
    return one.id();
  }

  @Override
  protected void later(Duration time) {
    clock.advance(time);
  }

  @Override
  protected Instant now() {
    return clock.instant();
  }

  @Test
  void whatAWorkerTookAndDidNotQueueIsFoundAgain() {
    run();
    assertTrue(flows.find(PATIENTS).orElseThrow().lastCompleteWindow().isPresent());
    later(Duration.ofMinutes(5));
    List<String> changed = List.of(change(), change(), change());
    EhrResult<EhrPage> lost = ehr.take(access(), "patient", 500); // as a worker that dies before it has the answer
    assertEquals(3, ((EhrResult.Done<EhrPage>) lost).value().resources().size());
    Flow left = flows.find(PATIENTS).orElseThrow();
    flows.put(new Flow(PATIENTS, ScheduledPolling.begun(left.checkpoint(), clock.instant()), clock.instant(), Optional.of("who died"),
        left.lastCompleteWindow(), Optional.empty(), Optional.empty(), left.version()));
    run();
    assertEquals(changed.stream().sorted().toList(), queues.changes.stream().map(Change::sourceId).sorted().toList());
    assertTrue(queues.changes.stream().allMatch(one -> one.body() == null), "they are read anew");
  }

  @Test
  void aDocumentThatIsReadByItsIdMapsAsOneOfTheFeedDoes() {
    run();
    later(Duration.ofMinutes(5));
    String id = change();
    run();
    Change told = queues.changes.getFirst();
    assertEquals(id, told.sourceId());
    EhrResource read = ((EhrResult.Done<EhrResource>) ehr.read(access(), "patient", id)).value();
    assertArrayEquals(told.body().getBytes(StandardCharsets.UTF_8), read.body());
  }

  @Test
  void everyFeedOfThePackageIsThere() {
    for (String type : List.of("patient", "appointment", "claim", "practitioner", "location")) {
      assertEquals(new EhrResult.Done<>(true), ehr.subscribe(access(), type), type);
    }
    later(Duration.ofSeconds(1));
    for (String resource : List.of("Appointment", "Slot", "Encounter", "Practitioner", "Location")) {
      var one = sandbox.store().all(resource).stream().filter(some -> !some.json().path("status").asText().equals("busy")).findFirst().orElseThrow();
      sandbox.store().commit(List.of(new Draft(resource, one.id(), one.json())));
    }
    for (String type : List.of("claim", "practitioner", "location")) {
      assertEquals(List.of(type), types(type));
    }
    assertEquals(List.of("appointment", ""), types("appointment"), "an open appointment is something else");
  }

  private List<String> types(String type) {
    return ((EhrResult.Done<EhrPage>) ehr.look(access(), type, 500)).value().resources().stream().map(EhrPage.Entry::type).toList();
  }

  private void run() {
    ScheduledPollingConfig settings = Sample.Settings.usual();
    FlowLease lease = new FlowLease(flows, settings, clock);
    MemoryEhr none = new MemoryEhr(clock);
    new ScheduledPollingAct(flows, connections, new Packages(List.of(EHR)), none, queues.changeQueue, queues.pollQueue, lease,
        new Relisting(lease, new MemoryRosterStore(), new MemoryListingStore(), none, queues.changeQueue, queues.pollQueue, settings,
            TimeScale.REAL, clock),
        new Exporting(lease, flows, new MemoryBulk(), queues.changeQueue, queues.pollQueue, settings, TimeScale.REAL, clock),
        new Feeding(lease, ehr, queues.changeQueue, queues.pollQueue, settings, TimeScale.REAL, clock),
        SubscriptionBench.idle(lease, flows, settings, clock), settings, TimeScale.REAL, clock)
        .run(new FlowWindow("elm", PATIENTS.label()), clock.instant().plusSeconds(25));
  }
}
