package io.mediflow.changemapping;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.mapping.Mapper;
import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeIds;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.AuthMechanism;
import io.mediflow.model.record.Crosswalk;
import io.mediflow.model.record.EventBus;
import io.mediflow.model.record.Quarantined;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.Packages;
import io.mediflow.testkit.ehr.MemoryEhr;
import io.mediflow.testkit.memory.MemoryBodies;
import io.mediflow.testkit.memory.MemoryConnectionStore;
import io.mediflow.testkit.memory.MemoryCrosswalk;
import io.mediflow.testkit.memory.MemoryEvents;
import io.mediflow.testkit.memory.MemoryFlowStore;
import io.mediflow.testkit.memory.MemoryPendingFetchStore;
import io.mediflow.testkit.memory.MemoryQuarantineStore;
import io.mediflow.testkit.memory.MemoryQueues;
import io.mediflow.testkit.memory.MemoryReconciliationStore;
import io.mediflow.testkit.memory.MemoryRecordStore;
import io.mediflow.testkit.memory.MemoryRollups;
import io.mediflow.testkit.memory.MemoryRosterStore;
import io.mediflow.testkit.memory.MemoryTerminologyStore;
import io.mediflow.testkit.memory.TestClock;
import io.mediflow.watch.Watch;
import io.mediflow.watch.WatchConfig;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The room on the test kit's doubles, with the true mapper and package. */
final class Bench {

  static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  record Settings(int attempts, Duration fetchTime, Duration retry, Duration longestRetry) implements ChangeMappingConfig {}

  record Printed(boolean emf, String namespace) implements WatchConfig {}

  final TestClock clock = new TestClock(NOW);
  final MemoryEhr ehr = new MemoryEhr(clock);
  final MemoryConnectionStore connections = new MemoryConnectionStore();
  final MemoryRecordStore records = new MemoryRecordStore(clock);
  final MemoryFlowStore flows = new MemoryFlowStore();
  final MemoryBodies bodies = new MemoryBodies();
  final MemoryEvents events = new MemoryEvents();
  final MemoryPendingFetchStore pending = new MemoryPendingFetchStore();
  final MemoryTerminologyStore terminology = new MemoryTerminologyStore();
  final MemoryRosterStore roster = new MemoryRosterStore();
  final MemoryCrosswalk crosswalk = new MemoryCrosswalk();
  final MemoryQueues queues = new MemoryQueues();
  final MemoryReconciliationStore reconciliations = new MemoryReconciliationStore();
  final Watch watch = new Watch(new MemoryRollups(), new Printed(true, "Test"), clock, TimeScale.REAL);
  final MemoryQuarantineStore quarantine = new MemoryQuarantineStore();
  final RecordIds ids = new RecordIds("an id key for tests, 32 bytes long".getBytes(StandardCharsets.UTF_8));

  private final Packages packages;

  Bench() {
    this(Packages.bundled());
  }

  Bench(Packages packages) {
    this.packages = packages;
    connections.put(connection("elm", false, 0));
  }

  static Connection connection(String id, boolean paused, long version) {
    return new Connection(id, "Practice " + id, "smart-r4", 1, ZoneId.of("America/New_York"), List.of(
        new EhrInterface("fhir", URI.create("https://ehr.example/fhir"), "client", "key-1", List.of(), "")), paused, version);
  }

  static Access access() {
    return new Access("elm", "fhir", URI.create("https://ehr.example/fhir"), AuthMechanism.NONE, "client", "", List.of(), Duration.ofSeconds(5));
  }

  ChangeMappingAct act() {
    return act(records, events);
  }

  ChangeMappingAct act(RecordStore store, EventBus bus) {
    return act(store, crosswalk, bus);
  }

  ChangeMappingAct act(RecordStore store, Crosswalk walk, EventBus bus) {
    var settings = new Settings(8, Duration.ofSeconds(30), Duration.ofSeconds(15), Duration.ofMinutes(5));
    var aside = new Aside(pending, quarantine, new ObjectMapper(), settings, TimeScale.REAL, clock);
    var telling = new Telling(store, bus);
    var rekeying = new Rekeying(walk, store, queues.changeQueue, aside, telling, settings);
    var joining = new Joining(walk, store, ids, rekeying, telling, settings);
    var merging = new Merging(joining, rekeying, aside, settings);
    return new ChangeMappingAct(store, connections, flows, bodies, telling, packages,
        new Resources(ehr, new Mapper(), ids, clock, terminology),
        new Feed(store, new Mapper(), ids, terminology, joining, merging,
            new Lookup(ehr, new Mapper(), ids, queues.changeQueue, aside, clock), rekeying, aside, settings),
        joining, merging, rekeying, aside,
        new Following(roster, clock), new Repairs(reconciliations, watch), settings, clock);
  }

  Set<String> take(Change... changes) {
    Map<String, Change> batch = new LinkedHashMap<>();
    for (Change one : changes) {
      batch.put("m" + batch.size(), one);
    }
    return act().take(batch);
  }

  static String patient(String id, String family) {
    return "{\"resourceType\":\"Patient\",\"id\":\"%s\",\"name\":[{\"use\":\"official\",\"family\":\"%s\"}]}".formatted(id, family);
  }

  Change pushed(String id) {
    return pushed(id, ehr.find("Patient", id).orElseThrow().toString());
  }

  Change pushed(String id, String body) {
    return change(Change.Origin.NOTIFICATION, id, body);
  }

  Change polled(String id) {
    return change(Change.Origin.POLL, id, ehr.find("Patient", id).orElseThrow().toString());
  }

  Change hint(String id) {
    return change(Change.Origin.NOTIFICATION, id, null);
  }

  Change change(Change.Origin origin, String id, String body) {
    byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    return new Change(ChangeIds.of("elm", "fhir", "Patient", id, bytes), origin, "elm", "fhir", "Patient", id, body, null, clock.millis(), 0);
  }

  Optional<StoredRecord> record(String id) {
    return records.find("elm", recordId(id));
  }

  String recordId(String id) {
    return ids.recordId("elm", "fhir", RecordType.PATIENT, id);
  }

  String family(String id) {
    return (String) record(id).orElseThrow().fields().get("familyName");
  }

  List<Quarantined> quarantined() {
    return quarantine.page("elm", null, 100).items();
  }
}
