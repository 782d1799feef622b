package io.mediflow.changemapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeIds;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.record.StoredRecord.Ending;
import io.mediflow.packages.Packages;
import io.mediflow.testkit.memory.MemoryQueues;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents of a vendor's own JSON, alone and beside FHIR, by a package that has both. */
class DocumentsTest {

  private final Bench room = new Bench(Packages.bundled());

  @Test
  void aDocumentBecomesARecordAndTheLaterReadOneStands() {
    connect("v1");
    Change first = visit("850901", "f", 0);
    room.clock.advance(Duration.ofSeconds(1));
    deliver(visit("850901", "2", 0), first);
    StoredRecord visit = one(RecordType.APPOINTMENT);
    assertEquals("checked-in", visit.fields().get("flowStatus"));
    assertEquals(room.ids.recordId("ash", "v1", RecordType.PATIENT, "60901"), visit.fields().get("patient"));
    assertEquals("2027-03-08T09:15:00-05:00", visit.fields().get("start").toString(), "local to the department");
    assertEquals("appointment", visit.source().type());
    assertEquals(List.of(), reasons());
  }

  @Test
  void aHintIsReadByItsId() {
    connect("v1");
    room.ehr.put("{\"resourceType\":\"claim\",\"id\":\"5569\",\"claims\":[{\"claimid\":5569,\"patientid\":60901}]}");
    deliver(change("v1", "claim", "5569", null));
    assertEquals("5569", one(RecordType.CLAIM).fields().get("number"));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "{\"claims\":[{\"claimid\":7,\"patientid\":60901}]}",
    "{\"claims\":[{\"claimid\":5569,\"patientid\":60901},{\"claimid\":5570,\"patientid\":60901}]}",
    "{\"claims\":[]}",
    "{\"patients\":[{\"patientid\":5569}]}",
    "no JSON"
  })
  void whatIsNotTheOneDocumentIsSetAside(String body) {
    connect("v1");
    deliver(change("v1", "claim", "5569", body));
    assertEquals(List.of(), room.records.all());
    assertEquals(List.of(Problem.Category.STRUCTURE), reasons().stream().distinct().toList());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofAPatientOfBothThereIsOneRecordWhoeverIsFirst(boolean fhirFirst) {
    connect("fhir", "v1");
    Change fhir = change("fhir", "Patient", "a-195900.E-60901", """
        {"resourceType":"Patient","id":"a-195900.E-60901","birthDate":"1980-05-02",
        "name":[{"use":"official","family":"Chart","given":["Ada"]}],"telecom":[{"system":"email","value":"chart@example.com"}]}""");
    Change own = change("v1", "patient", "60901",
        "{\"patients\":[{\"patientid\":\"60901\",\"firstname\":\"Ada\",\"lastname\":\"Desk\",\"dob\":\"05/02/1980\",\"city\":\"Bonn\"}]}");
    Change visit = visit("850901", "f", 0);
    // What has waited is read anew: nobody knows how long it lay there.
    Stream.of(own, visit).forEach(one -> room.ehr.put(one.body().strip().replaceFirst("\\{",
        "{\"resourceType\":\"" + one.resourceType() + "\",\"id\":\"" + one.sourceId() + "\",")));
    if (fhirFirst) {
      deliver(fhir);
      deliver(own, visit);
    } else {
      deliver(own, visit);
      assertEquals(List.of(), room.records.all(), "what cannot be joined yet waits");
      assertEquals(2, reasons().size());
      deliver(fhir);
    }
    StoredRecord patient = one(RecordType.PATIENT);
    assertEquals("Desk", patient.fields().get("familyName"), "owned by the front desk");
    assertEquals("Bonn", patient.fields().get("city"));
    assertEquals("60901", patient.fields().get("mrn"));
    assertEquals(2, patient.contributions().size());
    assertEquals(patient.id(), one(RecordType.APPOINTMENT).fields().get("patient"));
    assertEquals(List.of(), reasons());
  }

  @Test
  void whatThePackageTakesFromDocumentsAloneIsNotMadeOfFhir() {
    connect("fhir", "v1");
    deliver(change("fhir", "Appointment", "a-1.A-850901", "{\"resourceType\":\"Appointment\",\"id\":\"a-1.A-850901\",\"status\":\"booked\"}"));
    assertEquals(List.of(), room.records.all());
    assertEquals(List.of(), reasons());
  }

  @Test
  void whatNothingJoinsIsSetAside() {
    connect("fhir", "v1");
    deliver(change("v1", "condition", "77", "{\"problems\":[{\"problemid\":77,\"patientid\":60901,\"name\":\"Asthma\"}]}"));
    assertEquals(List.of(), room.records.all());
    assertEquals(List.of(Problem.Category.NOT_SUPPORTED), reasons());
  }

  private void connect(String... interfaces) {
    room.connections.put(new Connection("ash", "Practice ash", "athenahealth", 1, ZoneId.of("America/New_York"), Stream.of(interfaces)
        .map(one -> new EhrInterface(one, URI.create("https://ehr.example/" + one), "client", "key-1", List.of(), "", Map.of("practice", "195900"),
            Map.of())).toList(), false, 0));
  }

  private Change visit(String id, String status, int minutes) {
    return change("v1", "appointment", id, """
        {"appointments":[{"appointmentid":"%s","patientid":"60901","appointmentstatus":"%s","date":"03/08/2027","starttime":"09:15",
        "departmentid":"1","duration":%d}]}""".formatted(id, status, 15 + minutes));
  }

  private Change change(String from, String type, String id, String body) {
    return new Change(ChangeIds.of("ash", from, type, id, body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8)),
        Change.Origin.POLL, "ash", from, type, id, body, null, room.clock.millis(), 0);
  }

  private void deliver(Change... changes) {
    List<Change> left = new ArrayList<>(List.of(changes));
    for (int round = 0; !left.isEmpty(); round++) {
      assertTrue(round < 20, "it does not come to an end");
      Map<String, Change> batch = new LinkedHashMap<>();
      left.forEach(one -> batch.put("m" + batch.size(), one));
      left = new ArrayList<>(room.act().take(batch).stream().map(batch::get).toList());
      left.addAll(MemoryQueues.drain(room.queues.changes));
      room.clock.advance(Duration.ofMillis(1));
    }
  }

  private StoredRecord one(RecordType type) {
    List<StoredRecord> found = room.records.all().stream().filter(one -> one.type() == type && one.ending() == Ending.ACTIVE).toList();
    assertEquals(1, found.size(), type.label());
    return found.getFirst();
  }

  private List<Problem.Category> reasons() {
    return room.quarantine.page("ash", null, 100).items().stream().flatMap(one -> one.reasons().stream()).map(Problem::category).toList();
  }
}
