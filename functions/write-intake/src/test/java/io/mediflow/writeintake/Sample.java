package io.mediflow.writeintake;

import io.mediflow.model.connection.Application;
import io.mediflow.model.connection.ApplicationStore;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Two made-up practices, an application of the first with a grant, and one without. */
final class Sample {

  static final RecordIds IDS = new RecordIds(new byte[32]);
  static final String PATIENT = id("elm", RecordType.PATIENT, "p1");
  static final String DELETED = id("elm", RecordType.PATIENT, "p2");
  static final String RESTRICTED = id("elm", RecordType.PATIENT, "p3");
  static final String APPOINTMENT = id("elm", RecordType.APPOINTMENT, "a1");
  static final String STRANGER = id("oak", RecordType.PATIENT, "p1");

  private Sample() {}

  static void fill(ConnectionStore connections, ApplicationStore applications, RecordStore records) {
    connections.put(connection("elm"));
    connections.put(connection("oak"));
    applications.put(new Application("scheduler", "Scheduler", "elm", Set.of(), Set.of(
        "appointment.create", "appointment.reschedule", "appointment.cancel", "patient.update", "patient.teleport"), "TREAT"));
    applications.put(new Application("portal", "Portal", "elm", Set.of(RecordType.PATIENT), Set.of(
        "appointment.create", "patient.update"), "TREAT"));
    applications.put(new Application("looker", "Looker", "elm", Set.of(RecordType.PATIENT), Set.of(), "TREAT"));
    applications.put(new Application("neighbour", "Neighbour", "oak", Set.of(), Set.of("patient.update"), "TREAT"));
    records.put(record("elm", RecordType.PATIENT, "Patient", "p1", StoredRecord.Ending.ACTIVE));
    records.put(record("elm", RecordType.PATIENT, "Patient", "p2", StoredRecord.Ending.DELETED));
    records.put(marked(record("elm", RecordType.PATIENT, "Patient", "p3", StoredRecord.Ending.ACTIVE),
        "http://terminology.hl7.org/CodeSystem/v3-Confidentiality|R"));
    records.put(record("elm", RecordType.APPOINTMENT, "Appointment", "a1", StoredRecord.Ending.ACTIVE));
    records.put(record("oak", RecordType.PATIENT, "Patient", "p1", StoredRecord.Ending.ACTIVE));
  }

  static String booking(String key) {
    return """
        {"connection": "elm", "operation": "appointment.create", "idempotencyKey": "%s", "person": "Front desk",
         "fields": {"patient": "%s", "start": "2026-03-12T14:00:00Z", "end": "2026-03-12T14:30:00Z"}}""".formatted(key, PATIENT);
  }

  static String phone(String key, String record) {
    return """
        {"connection": "elm", "operation": "patient.update", "idempotencyKey": "%s", "record": "%s",
         "base": {"mobilePhone": null}, "fields": {"mobilePhone": "+12125550202"}}""".formatted(key, record);
  }

  static StoredRecord record(String connection, RecordType type, String resource, String sourceId, StoredRecord.Ending ending) {
    return new StoredRecord(connection, type, id(connection, type, sourceId),
        new StoredRecord.Source("fhir", resource, sourceId, "1"), OptionalLong.empty(), 0, Instant.EPOCH, "h",
        "smart-r4@1.0.0", Map.of("n", 1), List.of(), Set.of(), ending, "", true, 0);
  }

  static StoredRecord marked(StoredRecord one, String... marks) {
    return new StoredRecord(one.connection(), one.type(), one.id(), one.source(), one.lastUpdated(), one.fetchStart(),
        one.fetchedAt(), one.contentHash(), one.packageVersion(), one.fields(), one.problems(), Set.of(marks), one.ending(),
        one.feedPosition(), one.published(), one.version());
  }

  private static Connection connection(String id) {
    return new Connection(id, "Practice " + id, "smart-r4", 1, ZoneId.of("America/New_York"), List.of(
        new EhrInterface("fhir", URI.create("https://ehr.example/fhir"), "client", "key-1", List.of(), "")), false, 0);
  }

  private static String id(String connection, RecordType type, String sourceId) {
    return IDS.recordId(connection, "fhir", type, sourceId);
  }
}
