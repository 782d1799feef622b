package io.mediflow.writeback;

import io.mediflow.mapping.Mapper;
import io.mediflow.mapping.ReadContext;
import io.mediflow.mapping.ReadResult;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.Ehr;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.model.write.AuditEntry;
import io.mediflow.model.write.Nudge;
import io.mediflow.model.write.Write;
import io.mediflow.model.write.WriteIds;
import io.mediflow.model.write.WriteLedger;
import io.mediflow.model.write.WriteState;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.OperationSpec;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.Packages;
import io.mediflow.testkit.ehr.MemoryEhr;
import io.mediflow.testkit.memory.MemoryAuditLog;
import io.mediflow.testkit.memory.MemoryConnectionStore;
import io.mediflow.testkit.memory.MemoryLedger;
import io.mediflow.testkit.memory.MemoryQueues;
import io.mediflow.testkit.memory.MemoryRecordStore;
import io.mediflow.testkit.memory.TestClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A made-up practice with its EHR, a patient and an appointment, and workers that write to it. */
final class World {

  static final String CONNECTION = "elm";
  static final String PATIENT = """
      {"resourceType": "Patient", "id": "p1",
       "name": [{"use": "official", "family": "Testrose", "given": ["Ada"]}], "birthDate": "1980-02-29",
       "telecom": [{"system": "phone", "use": "mobile", "value": "+12125550101"},
                   {"system": "email", "use": "home", "value": "ada@example.org"}]}""";
  static final String APPOINTMENT = """
      {"resourceType": "Appointment", "id": "a1", "status": "booked",
       "start": "2026-03-10T09:00:00-05:00", "end": "2026-03-10T09:30:00-05:00",
       "participant": [{"actor": {"reference": "Patient/p1"}, "status": "accepted"}]}""";

  record Config(Duration lease, Duration sendWindow, Duration workFor, int writes, Duration firstRetry,
      Duration longestRetry, Duration pausedFor, Duration resendFor) implements WriteBackConfig {

    static final Config DEFAULT = new Config(Duration.ofSeconds(150), Duration.ofSeconds(10), Duration.ofSeconds(30), 25,
        Duration.ofSeconds(5), Duration.ofMinutes(2), Duration.ofMinutes(1), Duration.ofHours(24));
  }

  final TestClock clock = new TestClock(Instant.parse("2026-03-02T10:00:00Z"));
  final MemoryEhr ehr = new MemoryEhr(clock);
  final MemoryAuditLog audit = new MemoryAuditLog();
  final MemoryLedger ledger = new MemoryLedger(audit);
  final MemoryQueues queues = new MemoryQueues();
  final MemoryRecordStore records = new MemoryRecordStore(clock);
  final MemoryConnectionStore connections = new MemoryConnectionStore();
  final RecordIds ids = new RecordIds(new byte[32]);
  final Packages packages;
  final String patient;
  final String appointment;
  private int accepted;

  World() {
    this(Packages.bundled());
  }

  World(Packages packages) {
    this.packages = packages;
    connections.put(new Connection(CONNECTION, "Elm Street", "smart-r4", 1, ZoneId.of("America/New_York"), List.of(
        new EhrInterface("fhir", URI.create("https://ehr.example/fhir"), "client", "key-1", List.of(), "")), false, 0));
    patient = known(RecordType.PATIENT, "Patient", ehr.put(PATIENT));
    appointment = known(RecordType.APPOINTMENT, "Appointment", ehr.put(APPOINTMENT));
  }

  /** The bundled packages, with one operation's absence proving nothing. */
  static Packages withoutProof(String operation) {
    return new Packages(Packages.bundled().all().stream().filter(one -> one.operations().containsKey(operation)).map(one -> {
      OperationSpec old = one.operations().get(operation);
      Map<String, OperationSpec> operations = new HashMap<>(one.operations());
      operations.put(operation, new OperationSpec(old.name(), old.type(), old.interfaceName(), old.verb(), old.required(), old.allowed(),
          old.fixed(), old.externalId(), false, old.settle(), old.changedByEhr()));
      return new EhrPackage(one.name(), one.version(), one.title(), one.interfaces(), one.records(), operations,
          one.maps(), one.errors(), one.facts());
    }).toList());
  }

  private String known(RecordType type, String resource, String sourceId) {
    String id = ids.recordId(CONNECTION, "fhir", type, sourceId);
    records.put(new StoredRecord(CONNECTION, type, id, new StoredRecord.Source("fhir", resource, sourceId, "1"),
        OptionalLong.empty(), clock.millis(), clock.instant(), "h", "smart-r4@1.0.0", Map.of("n", 1), List.of(), Set.of(),
        StoredRecord.Ending.ACTIVE, "", true, 0));
    return id;
  }

  /** A worker on these ports, as a process of its own. */
  WriteBackAct worker(WriteLedger ledger, Ehr ehr, ChangeQueue changes, RecordStore records, ConnectionStore connections) {
    Drafts drafts = new Drafts(new Mapper(), ids, records);
    return new WriteBackAct(ledger, new Sites(connections, packages), new EhrSide(ehr, drafts, clock),
        new Steps(ledger, clock), changes, ids, Config.DEFAULT, TimeScale.REAL, clock);
  }

  WriteBackAct worker() {
    return worker(ledger, ehr, queues.changeQueue, records, connections);
  }

  /** A worker whose every call to a port goes by {@code watcher} first. */
  WriteBackAct worker(Ports watcher) {
    return worker(watcher.watch(WriteLedger.class, ledger), watcher.watch(Ehr.class, ehr),
        watcher.watch(ChangeQueue.class, queues.changeQueue), watcher.watch(RecordStore.class, records),
        watcher.watch(ConnectionStore.class, connections));
  }

  Write book() {
    return accept("appointment.create", RecordType.APPOINTMENT, Optional.empty(), Map.of(), Map.of(
        "patient", patient, "start", "2026-03-12T14:00:00Z", "end", "2026-03-12T14:30:00Z", "comment", "first visit"));
  }

  Write changePatient(Map<String, Object> base, Map<String, Object> fields) {
    return accept("patient.update", RecordType.PATIENT, Optional.of(patient), base, fields);
  }

  Write changePhone() {
    return changePatient(Map.of("mobilePhone", "+12125550101"), Map.of("mobilePhone", "+12125550202"));
  }

  Write accept(String operation, RecordType type, Optional<String> record, Map<String, Object> base, Map<String, Object> fields) {
    return accept(operation, type, record, base, fields, Optional.empty());
  }

  Write accept(String operation, RecordType type, Optional<String> record, Map<String, Object> base,
      Map<String, Object> fields, Optional<Instant> deadline) {
    String key = "key-" + ++accepted;
    clock.advance(Duration.ofMillis(1)); // ids sort by time of receipt
    Instant now = clock.instant();
    String id = WriteIds.make(record.orElseGet(() -> ids.createKey(CONNECTION, "app", key)), now, accepted);
    Write write = new Write(CONNECTION, id, WriteIds.orderKey(id), record,
        new Write.Request(operation, type, "fhir", base, fields, new Write.Actor("app", "Front desk", "call"), key, "hash",
            deadline),
        ids.externalId(CONNECTION, id), WriteState.RECEIVED, now, Optional.of(now), 0, Optional.empty(), Optional.empty(), 1);
    ledger.accept(write, new AuditEntry(CONNECTION, AuditEntry.idAt(now, accepted), now, "app", "Front desk",
        "write.received", "", id, "call", "", "hash"));
    return write;
  }

  static Nudge nudge(Write write) {
    return new Nudge(write.connection(), write.orderKey());
  }

  Write only() {
    return ledger.list(CONNECTION, Set.of(), null, 1).items().getFirst();
  }

  Write now(Write write) {
    return ledger.find(CONNECTION, write.id()).orElseThrow();
  }

  WriteState state(Write write) {
    return now(write).state();
  }

  /** What the minute's sweep would do, with a healthy worker, for so many minutes. */
  void minutes(int count) {
    for (int minute = 0; minute < count; minute++) {
      clock.advance(Duration.ofMinutes(1));
      sweep();
    }
  }

  void sweep() {
    ledger.due(clock.instant(), null, 100).items().forEach(worker()::work);
  }

  /** Somebody in the practice changes a field of the patient. */
  void practiceChanges(String from, String to) {
    ehr.put(ehr.find("Patient", "p1").orElseThrow().toString().replace(from, to));
  }

  /** The patient's fields as the EHR holds them now. */
  Map<String, Object> patientNow() {
    byte[] body = ehr.find("Patient", "p1").orElseThrow().toString().getBytes(StandardCharsets.UTF_8);
    ReadResult read = new Mapper().read(packages.find("smart-r4", 1).orElseThrow(), Overlay.NONE, "fhir", body,
        new ReadContext(ZoneId.of("America/New_York"), (type, source) -> ids.recordId(CONNECTION, "fhir", type, source)));
    return ((ReadResult.Mapped) read).fields();
  }

  /** Appointments that a write made. */
  int booked() {
    return ehr.all("Appointment").size() - 1;
  }

  boolean balances() {
    return ledger.counts(CONNECTION).balances();
  }
}
