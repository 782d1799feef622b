package io.mediflow.dashboard;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.dashboard.status.StatusReader;
import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.Reconciliation;
import io.mediflow.model.change.Reconciliation.Found;
import io.mediflow.model.connection.Application;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.record.Quarantined;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.watch.Breach;
import io.mediflow.model.watch.Heartbeat;
import io.mediflow.model.watch.Rollup;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.model.write.AuditEntry;
import io.mediflow.model.write.Write;
import io.mediflow.model.write.WriteState;
import io.mediflow.packages.Packages;
import io.mediflow.testkit.memory.MemoryApplicationStore;
import io.mediflow.testkit.memory.MemoryAuditLog;
import io.mediflow.testkit.memory.MemoryConnectionStore;
import io.mediflow.testkit.memory.MemoryFlowStore;
import io.mediflow.testkit.memory.MemoryLedger;
import io.mediflow.testkit.memory.MemoryPendingFetchStore;
import io.mediflow.testkit.memory.MemoryQuarantineStore;
import io.mediflow.testkit.memory.MemoryReconciliationStore;
import io.mediflow.testkit.memory.MemoryRecordStore;
import io.mediflow.testkit.memory.MemoryRollups;
import io.mediflow.testkit.memory.MemorySessions;
import io.mediflow.testkit.memory.MemorySigner;
import io.mediflow.testkit.memory.MemoryStatusStore;
import io.mediflow.testkit.memory.TestClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A made-up practice in memory, and what happens to it. */
final class Practice {

  static final Instant NOON = Instant.parse("2026-03-02T17:00:00Z");
  static final String ID = "a2b3c4d5e6f7a2b3c4d5e6f7a2";
  static final String SECRET_NAME = "Zzyzxson";

  final TestClock clock = new TestClock(NOON);
  final MemoryConnectionStore connections = new MemoryConnectionStore();
  final MemoryApplicationStore applications = new MemoryApplicationStore();
  final MemorySessions sessions = new MemorySessions();
  final MemorySigner signer = new MemorySigner();
  final MemoryRecordStore records = new MemoryRecordStore(clock);
  final MemoryAuditLog audit = new MemoryAuditLog();
  final MemoryFlowStore flows = new MemoryFlowStore();
  final MemoryReconciliationStore reconciliations = new MemoryReconciliationStore();
  final MemoryStatusStore status = new MemoryStatusStore();
  final MemoryRollups rollups = new MemoryRollups();
  final MemoryQuarantineStore quarantine = new MemoryQuarantineStore();
  final MemoryLedger ledger = new MemoryLedger(new MemoryAuditLog());

  private Packages packages = new Packages(List.of());

  Practice() {
    connections.put(new Connection("elm", "Elm Street Family Medicine <West>", "invented", 1, ZoneId.of("America/New_York"),
        List.of(new EhrInterface("fhir", URI.create("https://ehr.example/fhir"), "client", "key-1", List.of(), "")), false, 0));
    applications.put(new Application("scheduler", "Scheduler", "elm", Set.of(RecordType.PATIENT), Set.of(), "TREAT"));
    applications.put(new Application("bare", "Bare", "elm", Set.of(), Set.of(), "TREAT"));
  }

  DashboardAct act() {
    DashboardConfig config = config(true);
    return new DashboardAct(applications, sessions, signer, recordsApi(), reader(), config, TimeScale.REAL, clock);
  }

  RecordsApi recordsApi() {
    return new RecordsApi(records, audit, new ObjectMapper(), clock);
  }

  StatusReader reader() {
    return new StatusReader(connections, flows, reconciliations, new MemoryPendingFetchStore(), status, rollups, quarantine, ledger,
        packages, clock);
  }

  /** Everything runs. */
  Practice well() {
    flows.markerSeen(NOON.minusSeconds(20));
    List<RecordType> read = List.of(RecordType.PATIENT, RecordType.APPOINTMENT, RecordType.COVERAGE);
    for (RecordType type : read) {
      flows.put(new Flow(new FlowId("elm", "fhir", type, FlowId.Scope.WHOLE), Checkpoint.START, NOON.plusSeconds(60),
          Optional.empty(), Optional.of(NOON.minusSeconds(40 + read.indexOf(type) * 5L)), Optional.empty(), Optional.empty(),
          0));
    }
    status.put(new Heartbeat("elm", "fhir", NOON.minusSeconds(130), 0, Optional.empty(), Optional.of(NOON.minusSeconds(130)),
        Optional.of(Instant.parse("2026-11-20T00:00:00Z")), Optional.of(Instant.parse("2027-03-01T00:00:00Z")), "abc"));
    rollups.add(List.of(
        new Rollup("elm", "patient.search", NOON.minusSeconds(120), 240, 0, 1, 26_000),
        new Rollup("elm", "token", NOON.minusSeconds(120), 3, 0, 0, 300)));
    for (int i = 0; i < 12; i++) {
      write("patient.update", WriteState.CONFIRMED, i, Optional.empty());
    }
    return this;
  }

  /** The night found that patients differ, could not list all appointments, and is at problems now. */
  Practice compared() {
    packages = Packages.bundled();
    Connection invented = connections.find("elm").orElseThrow();
    connections.put(new Connection("elm", invented.name(), "smart-r4", 1, invented.zone(), invented.interfaces(), false, invented.version()));
    Reconciliation patients = night(RecordType.PATIENT).withPage(new Found(409, 1, 1, 0, 0)).withHeld(new Found(0, 0, 0, 0, 1));
    reconciliations.put(patients.ended(NOON.minusSeconds(7000), Optional.empty()));
    reconciliations.repaired(patients.flow(), Reconciliation.Repair.ADDED);
    reconciliations.repaired(patients.flow(), Reconciliation.Repair.ENDED);
    reconciliations.repaired(patients.flow(), Reconciliation.Repair.REFUSED);
    reconciliations.put(night(RecordType.APPOINTMENT).withPage(new Found(100, 0, 0, 0, 0))
        .ended(NOON.minusSeconds(7000), Optional.of(Reconciliation.Gap.SEARCH_FAILED)));
    reconciliations.put(night(RecordType.CONDITION).withPage(new Found(1, 0, 0, 0, 0)));
    return this;
  }

  private static Reconciliation night(RecordType type) {
    return Reconciliation.begun(new FlowId("elm", "fhir", type, FlowId.Scope.RECONCILE), NOON.minusSeconds(7200));
  }

  /** The EHR is away, and some writes did not go well. */
  Practice troubled() {
    well();
    clock.advance(Duration.ofMinutes(24));
    Instant since = NOON.plusSeconds(540);
    status.put(new Heartbeat("elm", "fhir", clock.instant().minusSeconds(60), 4, Optional.of("reach: UNREACHABLE"),
        Optional.of(NOON), Optional.of(Instant.parse("2026-11-20T00:00:00Z")), Optional.empty(), "abc"));
    status.begin(new Breach("elm", "heartbeat", "fhir",
        "The EHR cannot be reached.", since, Optional.empty()));
    status.begin(new Breach("elm", "freshness", "fhir/appointment/whole",
        "Appointments are more than 15 minutes behind the EHR. The EHR has not been asked, or has not answered, in that time.",
        since.plusSeconds(360), Optional.empty()));
    Breach over = new Breach("elm", "errors", "all calls", "9 of 40 calls to the EHR failed within 15 minutes.",
        NOON.minusSeconds(90_000), Optional.of(NOON.minusSeconds(88_000)));
    status.begin(new Breach("elm", over.kind(), over.subject(), over.sentence(), over.since(), Optional.empty()));
    status.end(over);
    rollups.add(List.of(new Rollup("elm", "patient.search", clock.instant().minusSeconds(60), 40, 9, 0, 4_000)));
    write("appointment.create", WriteState.RECEIVED, 100, Optional.of(new Write.Outcome("transient",
        "The EHR is away; this goes out as soon as it is back.", "mediflow", "Nothing to do.", Map.of())));
    write("patient.update", WriteState.CONFLICT, 101, Optional.of(new Write.Outcome("conflict",
        "Somebody changed the same phone number in the EHR meanwhile.", "caller", "Look at the value and decide again.",
        Map.of("mobilePhone", SECRET_NAME))));
    quarantine.put(new Quarantined("elm", "q1", NOON.minusSeconds(4000), "{\"" + SECRET_NAME + "\":1}", List.of()));
    return this;
  }

  void write(String operation, WriteState state, int number, Optional<Write.Outcome> outcome) {
    ledger.accept(new Write("elm", "orderkey-%020x".formatted(number), "orderkey", Optional.empty(),
        new Write.Request(operation, RecordType.PATIENT, "fhir", Map.of("familyName", SECRET_NAME),
            Map.of("familyName", SECRET_NAME), new Write.Actor("scheduler", SECRET_NAME, SECRET_NAME), "key-" + number, "hash",
            Optional.empty()),
        "external", state, NOON.minusSeconds(600 - number), Optional.empty(), 1, Optional.empty(), outcome, 0),
        new AuditEntry("elm", "a" + number, NOON, "scheduler", "", "write.received", "", "", "", "", ""));
  }

  /** A stored patient, old enough for the feed. */
  StoredRecord record(String id, Set<String> marks) {
    StoredRecord stored = records.put(new StoredRecord("elm", RecordType.PATIENT, id,
        new StoredRecord.Source("fhir", "Patient", "source-id-7", "3"), OptionalLong.of(NOON.toEpochMilli()), 5, NOON, "hash",
        "invented@1.0.0", Map.of("familyName", "Testperson", "active", true), List.of(), marks, StoredRecord.Ending.ACTIVE, "",
        false, 0)).orElseThrow();
    clock.advance(Duration.ofSeconds(10));
    return stored;
  }

  DashboardRequest get(String path, String application, Map<String, String> query) {
    return new DashboardRequest("GET", path, query, Map.of(), Optional.ofNullable(application));
  }

  DashboardRequest getWithCookie(String path, String session) {
    return new DashboardRequest("GET", path, Map.of(), Map.of(Dashboard.SECURE_COOKIE, session), Optional.empty());
  }

  static DashboardConfig config(boolean secure) {
    return new DashboardConfig() {
      @Override
      public Duration session() {
        return Duration.ofHours(12);
      }

      @Override
      public boolean secureCookie() {
        return secure;
      }

      @Override
      public Duration window() {
        return Duration.ofMinutes(15);
      }

      @Override
      public String newLink() {
        return "Ask for a new link.";
      }
    };
  }
}
