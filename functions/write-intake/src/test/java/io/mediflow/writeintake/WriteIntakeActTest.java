package io.mediflow.writeintake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.mapping.Mapper;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.write.AuditEntry;
import io.mediflow.model.write.Nudge;
import io.mediflow.model.write.NudgeQueue;
import io.mediflow.model.write.Write;
import io.mediflow.model.write.WriteState;
import io.mediflow.packages.Packages;
import io.mediflow.testkit.PublishedApi;
import io.mediflow.testkit.memory.MemoryApplicationStore;
import io.mediflow.testkit.memory.MemoryAuditLog;
import io.mediflow.testkit.memory.MemoryConnectionStore;
import io.mediflow.testkit.memory.MemoryLedger;
import io.mediflow.testkit.memory.MemoryQueues;
import io.mediflow.testkit.memory.MemoryRecordStore;
import io.mediflow.testkit.memory.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WriteIntakeActTest {

  private final TestClock clock = new TestClock(Instant.parse("2026-03-02T10:00:00Z"));
  private final MemoryConnectionStore connections = new MemoryConnectionStore();
  private final MemoryApplicationStore applications = new MemoryApplicationStore();
  private final MemoryRecordStore records = new MemoryRecordStore(clock);
  private final MemoryAuditLog audit = new MemoryAuditLog();
  private final MemoryLedger ledger = new MemoryLedger(audit);
  private final MemoryQueues queues = new MemoryQueues();

  @BeforeEach
  void fill() {
    Sample.fill(connections, applications, records);
  }

  private WriteIntakeAct act(NudgeQueue nudges) {
    return new WriteIntakeAct(applications, connections, records, Packages.bundled(),
        new DryRun(new Mapper(), connections, records), ledger, audit, nudges, Sample.IDS, () -> 4096, clock);
  }

  private Answer post(String application, String body) {
    Answer answer = act(queues.nudgeQueue).post(application, body.getBytes(StandardCharsets.UTF_8), Optional.empty());
    PublishedApi.answers("post", "/writes", answer.status(), answer.body());
    return answer;
  }

  @Test
  void aCreateIsAcceptedUnderAKeyOfItsOwnAndNudged() throws Exception {
    Answer answer = post("scheduler", Sample.booking("k1"));

    assertEquals(202, answer.status(), answer.body());
    Write write = only();
    assertEquals(Optional.of("/writes/" + write.id()), answer.location());
    assertEquals(write.id(), json(answer).path("id").asText());
    assertEquals("RECEIVED", json(answer).path("state").asText());
    assertEquals(Sample.IDS.createKey("elm", "scheduler", "k1"), write.orderKey());
    assertEquals(Sample.IDS.externalId("elm", write.id()), write.externalId());
    assertEquals(Optional.empty(), write.recordId());
    assertEquals(Optional.of(clock.instant()), write.nextAttemptAt(), "the sweep finds it if the nudge is lost");
    assertEquals(List.of(new Nudge("elm", write.orderKey())), queues.nudges);
    AuditEntry entry = audit.all().getFirst();
    assertEquals("write.received", entry.action());
    assertEquals("scheduler", entry.application());
    assertEquals("Front desk", entry.person());
    assertEquals(write.request().hash(), entry.hash());
  }

  @Test
  void anUpdateIsOrderedByTheRecordThatItChanges() {
    assertEquals(202, post("scheduler", Sample.phone("k1", Sample.PATIENT)).status());
    assertEquals(Sample.PATIENT, only().orderKey());
    assertEquals(Optional.of(Sample.PATIENT), only().recordId());
    assertEquals(Map.of(), only().request().base());
  }

  @Test
  void theSameKeyAndBodyAnswersTheSameWriteAsItStandsAndWritesNothing() throws Exception {
    post("scheduler", Sample.booking("k1"));
    Write first = only();
    ledger.step(stepped(first, WriteState.CLAIMED, Optional.empty()), audit.all().getFirst());
    queues.nudges.clear();

    Answer again = post("scheduler", Sample.booking("k1"));
    assertEquals(202, again.status());
    assertEquals(first.id(), json(again).path("id").asText());
    assertEquals("CLAIMED", json(again).path("state").asText());
    assertEquals(1, ledger.counts("elm").received());
    assertTrue(queues.nudges.isEmpty());
  }

  @Test
  void theSameKeyWithAnotherBodyIsAConflict() {
    post("scheduler", Sample.booking("k1"));
    Answer other = post("scheduler", Sample.booking("k1").replace("14:30", "14:45"));
    assertEquals(409, other.status());
    assertTrue(other.body().contains(only().id()));
  }

  @Test
  void aLostNudgeIsNoRefusal() {
    Answer answer = act(nudges -> {
      throw new IllegalStateException("the queue is away");
    }).post("scheduler", Sample.booking("k1").getBytes(StandardCharsets.UTF_8), Optional.empty());
    assertEquals(202, answer.status());
    assertEquals(1, ledger.counts("elm").received());
  }

  @Test
  void withoutAGrantNothing() {
    assertEquals(403, post("nobody", Sample.booking("k1")).status());
    assertEquals(403, post("looker", Sample.booking("k1")).status());
    assertEquals(0, ledger.counts("elm").received());
  }

  @Test
  void anotherPracticeIsUnknownHoweverItIsNamed() {
    assertEquals(404, post("neighbour", Sample.phone("k1", Sample.PATIENT)).status());
    assertEquals(404, post("scheduler", Sample.booking("k1").replace("\"elm\"", "\"nowhere\"")).status());
    assertEquals(422, post("scheduler", Sample.phone("k2", Sample.STRANGER)).status());
    Answer patientOfAnother = post("scheduler", Sample.booking("k3").replace(Sample.PATIENT, Sample.STRANGER));
    assertEquals(422, patientOfAnother.status());
    assertTrue(patientOfAnother.body().contains("fields.patient"), patientOfAnother.body());
    assertEquals(0, ledger.counts("elm").received());
  }

  @Test
  void aConnectionWhosePackageIsNotCarriedTakesNothing() {
    Connection elm = connections.find("elm").orElseThrow();
    connections.put(new Connection("elm", elm.name(), "smart-r4", 99, elm.zone(), elm.interfaces(), false, elm.version()));
    Answer answer = post("scheduler", Sample.booking("k1"));
    assertEquals(422, answer.status());
    assertTrue(answer.body().contains("\"path\":\"connection\""), answer.body());
  }

  @Test
  void whatCannotBeMappedIsRefusedAtOnce() {
    Answer answer = post("scheduler", Sample.booking("k1").replace("2026-03-12T14:00:00Z", "next Thursday"));
    assertEquals(422, answer.status());
    assertFalse(answer.body().contains("Thursday"), "a problem never holds the value");
    assertEquals(422, post("scheduler", Sample.phone("k2", Sample.PATIENT).replace("\"mobilePhone\": \"+12125550202\"",
        "\"birthDate\": \"soon\"").replace("\"mobilePhone\": null", "")).status());
    assertEquals(0, ledger.counts("elm").received());
  }

  @Test
  void whatIsTooLargeIsNotRead() {
    assertEquals(413, post("scheduler", "x".repeat(4097)).status());
    assertEquals(400, post("scheduler", "x".repeat(4096)).status());
  }

  @Test
  void aWriteIsShownToItsPracticeAlone() throws Exception {
    post("scheduler", Sample.booking("k1"));
    String id = only().id();
    assertEquals(200, act(queues.nudgeQueue).get("scheduler", id).status());
    assertEquals(id, json(act(queues.nudgeQueue).get("scheduler", id)).path("id").asText());
    assertEquals(404, act(queues.nudgeQueue).get("neighbour", id).status());
    assertEquals(404, act(queues.nudgeQueue).get("looker", id).status());
    assertEquals(403, act(queues.nudgeQueue).get("nobody", id).status());
    assertEquals(404, act(queues.nudgeQueue).get("scheduler", "no-such-id").status());
  }

  @Test
  void aWriteIsNotShownToAnotherApplicationOfThePractice() {
    post("scheduler", Sample.booking("k1"));
    assertEquals(404, act(queues.nudgeQueue).get("portal", only().id()).status());
  }

  @Test
  void aRestrictedRecordIsNotChangedWhateverIsGranted() {
    Answer answer = post("portal", Sample.phone("k1", Sample.RESTRICTED));
    assertEquals(403, answer.status(), answer.body());
    assertTrue(answer.body().contains("The application may not do this."), answer.body());
    assertEquals(0, ledger.counts("elm").received());
  }

  @Test
  void anOverlayThatCannotBeReadIsSaidInPlainWords() {
    connections.putOverlay("elm", "version: [not a number");
    Answer answer = post("scheduler", Sample.booking("k1"));
    assertEquals(422, answer.status());
    assertTrue(answer.body().contains("\"path\":\"connection\"") && answer.body().contains("overlay"), answer.body());
    assertEquals(0, ledger.counts("elm").received());
  }

  @Test
  void aConflictShowsTheCurrentValuesToWhoMayReadThemAndThatIsAudited() throws Exception {
    conflict("portal");
    JsonNode shown = json(act(queues.nudgeQueue).get("portal", only().id()));
    assertEquals("+12125550303", shown.at("/outcome/current/mobilePhone").asText());
    assertEquals("caller", shown.at("/outcome/owner").asText());
    assertFalse(shown.path("inFlight").asBoolean());
    assertEquals("write.read", audit.all().getLast().action());
    assertEquals("TREAT", audit.all().getLast().purpose());
  }

  @Test
  void aConflictKeepsTheCurrentValuesFromWhoMayOnlyWrite() throws Exception {
    conflict("scheduler");
    int audited = audit.all().size();
    for (Answer answer : List.of(
        act(queues.nudgeQueue).get("scheduler", only().id()), post("scheduler", Sample.phone("k1", Sample.PATIENT)))) {
      assertEquals("Both changed it.", json(answer).at("/outcome/sentence").asText());
      assertTrue(json(answer).at("/outcome/current").isMissingNode(), answer.body());
    }
    assertEquals(audited, audit.all().size(), "nothing was read");
  }

  @Test
  void aRecordThatBecameRestrictedKeepsItsCurrentValues() throws Exception {
    conflict("portal");
    StoredRecord patient = records.find("elm", Sample.PATIENT).orElseThrow();
    records.put(Sample.marked(patient, "http://terminology.hl7.org/CodeSystem/v3-Confidentiality|V"));
    assertTrue(json(act(queues.nudgeQueue).get("portal", only().id())).at("/outcome/current").isMissingNode());
  }

  private void conflict(String application) {
    post(application, Sample.phone("k1", Sample.PATIENT));
    ledger.step(stepped(only(), WriteState.CONFLICT, Optional.of(new Write.Outcome("conflict", "Both changed it.", "caller",
        "Look.", Map.of("mobilePhone", "+12125550303")))), audit.all().getFirst());
  }

  private Write only() {
    return ledger.list("elm", Set.of(), null, 10).items().getFirst();
  }

  private static Write stepped(Write one, WriteState state, Optional<Write.Outcome> outcome) {
    return new Write(one.connection(), one.id(), one.orderKey(), one.recordId(), one.request(), one.externalId(), state,
        one.receivedAt(), one.nextAttemptAt(), one.attempts(), one.sending(), outcome, one.version());
  }

  private static JsonNode json(Answer answer) throws JsonProcessingException {
    return new ObjectMapper().readTree(answer.body());
  }
}
