package io.mediflow.scheduledpolling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.mediflow.ehr.FhirBulk;
import io.mediflow.ehr.Switchboard;
import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.Checkpoint.Export;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowWindow;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.AuthMechanism;
import io.mediflow.model.ehr.BulkEhr.Level;
import io.mediflow.model.ehr.Signer.Algorithm;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.Bulk;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Facts;
import io.mediflow.packages.FlowPlan;
import io.mediflow.packages.InterfaceSpec;
import io.mediflow.packages.MappingTable;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec.ChangeStrategy;
import io.mediflow.packages.RecordSpec;
import io.mediflow.packages.Relist;
import io.mediflow.sandbox.Options;
import io.mediflow.sandbox.Sandbox;
import io.mediflow.sandbox.bulk.Exports;
import io.mediflow.sandbox.control.Stats;
import io.mediflow.sandbox.smart.Client;
import io.mediflow.sandbox.store.Draft;
import io.mediflow.sandbox.store.Stored;
import io.mediflow.testkit.ehr.MemoryEhr;
import io.mediflow.testkit.ehr.MemoryFeed;
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
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An export from a simulated EHR over HTTP, with tokens, files at another origin, breaks and kills in the middle of them. */
@QuarkusTest
class ExportEndToEndTest {

  private static final MemorySigner SIGNER = new MemorySigner().with("key-1", Algorithm.RS384, null);
  private static final FlowId PATIENTS = new FlowId("elm", "fhir", RecordType.PATIENT, Scope.WHOLE);
  private static final FlowId SLOTS = new FlowId("elm", "fhir", RecordType.SLOT, Scope.WHOLE);

  private static final EhrPackage EHR = new EhrPackage("invented", "1.0.0", "An invented EHR",
      Map.of("fhir", new InterfaceSpec("fhir", AuthMechanism.PRIVATE_KEY_JWT, List.of("system/*.rs"), Duration.ofSeconds(5), Optional.empty())),
      List.of(spec(RecordType.PATIENT, "Patient"), spec(RecordType.SLOT, "Slot")), Map.of(), Map.of(), List.of(), Facts.NONE);

  /** Its patients are listed one by one, and a Group says which they are. */
  private static final EhrPackage GROUPED = new EhrPackage("grouped", "1.0.0", "An invented EHR", EHR.interfaces(),
      List.of(new RecordSpec(RecordType.PATIENT, "fhir", new MappingTable(RecordType.PATIENT, "Patient", List.of()),
          Set.of(ChangeStrategy.WINDOWED_RELIST), "", 3, Duration.ofMinutes(2), Duration.ofMinutes(5), "",
          Optional.of(new Relist(Relist.By.PATIENT, "_id={id}", Optional.empty())), Optional.of(new Bulk(Level.GROUP, true, true, true)))),
      Map.of(), Map.of(), List.of(), new Facts("", List.of(), List.of(Facts.BULK_GROUP), Map.of(), Map.of(), Map.of(), Map.of(), List.of(), List.of(), List.of()));

  private final TestClock clock = new TestClock(Instant.now());
  private final MemoryFlowStore flows = new MemoryFlowStore();
  private final MemoryConnectionStore connections = new MemoryConnectionStore();
  private final MemoryQueues queues = new MemoryQueues();
  private Sandbox sandbox;
  private FhirBulk bulk;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(Options.defaults().withClock(clock));
    RSAKey key = new RSAKey.Builder((RSAPublicKey) SIGNER.key("key-1").publicKey()).keyID("kid-key-1").algorithm(JWSAlgorithm.RS384).build();
    sandbox.clients().register(new Client("client", Optional.of(new JWKSet(key)), Optional.empty(), "system/*.rs"));
    bulk = new FhirBulk(new Switchboard(new MemoryTokenStore(), new MemoryBudgetStore(), SIGNER,
        (connection, operation, outcome, took) -> {}, clock, TimeScale.REAL, new ObjectMapper(), () -> true));
    connections.put(new Connection("elm", "Practice elm", "invented", 1, ZoneId.of("America/New_York"), List.of(new EhrInterface(
        "fhir", sandbox.fhir(), "client", "key-1", List.of(), "", Map.of("group", Exports.GROUP), Map.of())), false, 0));
    FlowPlan.flows(connections.find("elm").orElseThrow(), EHR, clock.instant()).forEach(flows::put);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void everythingComesOnceAndThenWhatHasChangedOrGone() {
    Set<String> all = ids("Patient");
    untilWhole(PATIENTS);
    List<Change> first = MemoryQueues.drain(queues.changes);
    assertEquals(all, first.stream().map(Change::sourceId).collect(Collectors.toCollection(TreeSet::new)));
    assertEquals(all.size(), first.size());
    assertTrue(first.getFirst().body().contains("lastUpdated"));

    clock.advance(Duration.ofHours(1));
    String changed = first.get(0).sourceId();
    String gone = first.get(1).sourceId();
    ObjectNode json = sandbox.store().find("Patient", changed).map(Stored::json).orElseThrow().deepCopy();
    sandbox.store().commit(List.of(new Draft("Patient", changed, json.put("active", false))));
    sandbox.store().delete("Patient", gone);
    untilWhole(PATIENTS);

    List<Change> next = MemoryQueues.drain(queues.changes);
    assertEquals(List.of(changed, gone), next.stream().map(Change::sourceId).toList());
    assertNull(next.getLast().body(), "whether it is deleted is asked of the EHR");
    assertEquals(2, sandbox.stats().of(Stats.Event.EXPORT));
  }

  @Test
  void everybodyOfAFollowedGroupComesEachTime() {
    FlowId group = new FlowId("oak", "fhir", RecordType.PATIENT, Scope.GROUP);
    Connection elm = connections.find("elm").orElseThrow();
    connections.put(new Connection("oak", "Practice oak", "grouped", 1, elm.zone(), elm.interfaces(), false, 0));
    FlowPlan.flows(connections.find("oak").orElseThrow(), GROUPED, clock.instant()).forEach(flows::put);
    Set<String> all = ids("Patient");

    untilWhole(group);
    assertEquals(all, named());
    Instant first = flow(group).lastCompleteWindow().orElseThrow();
    untilWhole(group);

    assertEquals(all, named(), "who joined the group since then need not have changed");
    assertTrue(Duration.between(first, flow(group).lastCompleteWindow().orElseThrow()).compareTo(Duration.ofHours(24)) > 0);
  }

  private Set<String> named() {
    return MemoryQueues.drain(queues.changes).stream().map(Change::sourceId).collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aFileThatBreaksOffAndAWorkerThatIsKilledLoseNothingAndSendLittleTwice() {
    Set<String> all = ids("Slot");
    run(SLOTS, queues.changeQueue);
    sandbox.files().breakAfter(30);
    for (int turn = 0; turn < 10 && flow(SLOTS).failure().isEmpty(); turn++) {
      next(SLOTS);
    }
    assertEquals(Optional.of("BROKEN"), flow(SLOTS).failure());
    Export broken = flow(SLOTS).checkpoint().export().orElseThrow();
    assertEquals(30, broken.lines());
    assertEquals(Optional.of((long) all.size()), broken.total());

    int[] sent = {0};
    clock.advance(Duration.ofMinutes(1));
    try {
      run(SLOTS, changes -> {
        if (++sent[0] == 4) {
          throw new IllegalStateException("the worker is killed");
        }
        queues.changeQueue.send(changes);
      });
      throw new AssertionError("it was not killed");
    } catch (IllegalStateException killed) {
      clock.advance(Duration.ofMinutes(1)); // its lease ends
    }
    assertEquals(30 + 3 * 3, flow(SLOTS).checkpoint().export().orElseThrow().lines());
    untilWhole(SLOTS);

    List<String> queued = MemoryQueues.drain(queues.changes).stream().map(Change::sourceId).toList();
    assertEquals(all, new TreeSet<>(queued));
    assertEquals(all.size(), queued.size(), "what was taken is not sent again");
  }

  @Test
  void flowsTakeTurnsAndAnExpiredJobBeginsAnew() {
    run(PATIENTS, queues.changeQueue);
    run(SLOTS, queues.changeQueue);
    assertEquals(1, sandbox.stats().of(Stats.Event.EXPORT));
    sandbox.exports().expire();
    next(PATIENTS);
    assertEquals(Optional.of("NOT_FOUND"), flow(PATIENTS).failure());
    untilWhole(SLOTS);
    untilWhole(PATIENTS);
    assertEquals(ids("Patient").size() + ids("Slot").size(), MemoryQueues.drain(queues.changes).size());
    assertEquals(0, sandbox.stats().of(Stats.Event.REFUSED));
  }

  private Set<String> ids(String type) {
    return sandbox.store().all(type).stream().map(Stored::id).collect(Collectors.toCollection(TreeSet::new));
  }

  private void untilWhole(FlowId id) {
    Optional<Instant> before = flow(id).checkpoint().watermark();
    for (int turn = 0; turn < 100 && flow(id).checkpoint().watermark().equals(before); turn++) {
      next(id);
    }
    assertTrue(!flow(id).checkpoint().watermark().equals(before), () -> flow(id).toString());
  }

  /** When it is due. */
  private void next(FlowId id) {
    Duration wait = Duration.between(clock.instant(), flow(id).due());
    if (!wait.isNegative()) {
      clock.advance(wait);
    }
    run(id, queues.changeQueue);
  }

  private Flow flow(FlowId id) {
    return flows.find(id).orElseThrow();
  }

  private void run(FlowId id, ChangeQueue changes) {
    ScheduledPollingConfig settings = Sample.Settings.usual();
    FlowLease lease = new FlowLease(flows, settings, clock);
    MemoryEhr none = new MemoryEhr(clock);
    new ScheduledPollingAct(flows, connections, new Packages(List.of(EHR, GROUPED)), none, changes, queues.pollQueue, lease,
        new Relisting(lease, new MemoryRosterStore(), new MemoryListingStore(), none, changes, queues.pollQueue, settings,
            TimeScale.REAL, clock),
        new Exporting(lease, flows, bulk, changes, queues.pollQueue, settings, TimeScale.REAL, clock),
        new Feeding(lease, new MemoryFeed(clock), changes, queues.pollQueue, settings, TimeScale.REAL, clock),
        SubscriptionBench.idle(lease, flows, settings, clock), settings, TimeScale.REAL, clock)
        .run(new FlowWindow(id.connection(), id.label()), clock.instant().plusSeconds(25));
  }

  private static RecordSpec spec(RecordType type, String resource) {
    return new RecordSpec(type, "fhir", new MappingTable(type, resource, List.of()), Set.of(ChangeStrategy.BULK_SINCE), "", 3,
        Duration.ofMinutes(2), Duration.ofHours(1), "", Optional.empty(), Optional.of(new Bulk(Level.GROUP, true, true, true)));
  }
}
