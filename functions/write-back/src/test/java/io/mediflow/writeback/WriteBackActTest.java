package io.mediflow.writeback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Change;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.Lane;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.write.AuditEntry;
import io.mediflow.model.write.Write;
import io.mediflow.model.write.WriteState;
import io.mediflow.testkit.ehr.MemoryEhr.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WriteBackActTest {

  private final World world = new World();

  @Test
  void aBookingIsSentOnceReadBackAndConfirmed() {
    Write write = world.book();
    world.worker().work(World.nudge(write));

    Write confirmed = world.now(write);
    assertEquals(WriteState.CONFIRMED, confirmed.state());
    assertEquals(1, world.booked());
    assertEquals(Optional.empty(), confirmed.nextAttemptAt());
    assertEquals(1, world.ehr.calls(Verb.CREATE).size());

    String sourceId = world.ehr.all("Appointment").getLast().path("id").asText();
    assertEquals(Optional.of(world.ids.recordId(World.CONNECTION, "fhir", RecordType.APPOINTMENT, sourceId)),
        confirmed.recordId());
    Change change = world.queues.changes.getFirst();
    assertEquals(Change.Origin.READ_BACK, change.origin());
    assertEquals(sourceId, change.sourceId());
    assertTrue(change.body().contains("first visit"));
  }

  @Test
  void eachStepIsAuditedWithApplicationAndPerson() {
    Write write = world.book();
    world.worker().work(World.nudge(write));

    assertEquals(List.of("write.received", "write.claimed", "write.sent", "write.confirmed"),
        world.audit.all().stream().map(AuditEntry::action).toList());
    for (AuditEntry entry : world.audit.all()) {
      assertEquals("app", entry.application());
      assertEquals("Front desk", entry.person());
      assertEquals("call", entry.purpose());
      assertEquals("hash", entry.hash());
    }
  }

  @Test
  void anUpdateSendsOnlyWhatChangesOnTheVersionThatWasRead() {
    Write write = world.changePatient(
        Map.of("mobilePhone", "+12125550101", "email", "ada@example.org"),
        Map.of("mobilePhone", "+12125550202", "email", "ada@example.org"));
    world.worker().work(World.nudge(write));

    assertEquals(WriteState.CONFIRMED, world.state(write));
    assertEquals("+12125550202", world.patientNow().get("mobilePhone"));
    var patch = world.ehr.calls(Verb.PATCH).getFirst();
    assertEquals("W/\"1\"", patch.ifMatch());
    assertEquals(Lane.URGENT, patch.lane());
    assertTrue(patch.body().contains("5550202") && !patch.body().contains("ada@"), patch.body());
  }

  @Test
  void whatIsSoAlreadyIsConfirmedWithoutSending() {
    world.practiceChanges("+12125550101", "+12125550202");
    Write write = world.changePhone();
    world.worker().work(World.nudge(write));

    assertEquals(WriteState.CONFIRMED, world.state(write));
    assertEquals(0, world.ehr.calls(Verb.PATCH).size());
  }

  @Test
  void aFieldThatBothChangedIsAConflictAndNothingIsOverwritten() {
    world.practiceChanges("+12125550101", "+12125550303");
    Write write = world.changePhone();
    world.worker().work(World.nudge(write));

    Write conflict = world.now(write);
    assertEquals(WriteState.CONFLICT, conflict.state());
    assertEquals(Map.of("mobilePhone", "+12125550303"), conflict.outcome().orElseThrow().current());
    assertEquals("+12125550303", world.patientNow().get("mobilePhone"));
    assertEquals(0, world.ehr.calls(Verb.PATCH).size());
  }

  @Test
  void otherFieldsThatThePracticeChangedStand() {
    world.practiceChanges("ada@example.org", "rose@example.org");
    Write write = world.changePhone();
    world.worker().work(World.nudge(write));

    assertEquals(WriteState.CONFIRMED, world.state(write));
    assertEquals("+12125550202", world.patientNow().get("mobilePhone"));
    assertEquals("rose@example.org", world.patientNow().get("email"));
  }

  @Test
  void aChangeOfAnotherFieldInBetweenIsMergedOnceMore() {
    Write write = world.changePhone();
    world.ehr.beforeNext(Verb.PATCH, () -> world.practiceChanges("ada@example.org", "rose@example.org"));
    world.worker().work(World.nudge(write));

    assertEquals(WriteState.CONFIRMED, world.state(write));
    assertEquals(2, world.ehr.calls(Verb.PATCH).size());
    assertEquals("rose@example.org", world.patientNow().get("email"));
  }

  @Test
  void aChangeOfTheSameFieldInBetweenIsAConflict() {
    Write write = world.changePhone();
    world.ehr.beforeNext(Verb.PATCH, () -> world.practiceChanges("+12125550101", "+12125550303"));
    world.worker().work(World.nudge(write));

    assertEquals(WriteState.CONFLICT, world.state(write));
    assertEquals("+12125550303", world.patientNow().get("mobilePhone"));
  }

  @Test
  void aResourceThatKeepsMovingIsAConflictAndNotChasedForEver() {
    Write write = world.changePhone();
    world.ehr.beforeNext(Verb.PATCH, () -> world.practiceChanges("ada@example.org", "rose@example.org"));
    world.ehr.beforeNext(Verb.PATCH, () -> world.practiceChanges("rose@example.org", "lily@example.org"));
    world.worker().work(World.nudge(write));
    // The double runs one change before each patch, so both versions had moved.
    assertEquals(WriteState.CONFLICT, world.state(write));
    assertEquals(2, world.ehr.calls(Verb.PATCH).size());
    assertEquals("+12125550101", world.patientNow().get("mobilePhone"));
  }

  @Test
  void aTakenSlotIsRejectedInTheWordsOfTheCatalogue() {
    Write write = world.book();
    world.ehr.failNext(Verb.CREATE, new EhrFailure(EhrFailure.Kind.CONFLICT, 409,
        List.of(new EhrFailure.Issue("conflict", "business-rule", "")), Optional.empty()));
    world.worker().work(World.nudge(write));

    Write rejected = world.now(write);
    assertEquals(WriteState.REJECTED, rejected.state());
    assertEquals("business-rule", rejected.outcome().orElseThrow().category());
    assertEquals("caller", rejected.outcome().orElseThrow().owner());
    assertEquals(0, world.booked());
  }

  @Test
  void anAppointmentIsCancelledWhateverTheCallerSaw() {
    Write write = world.accept("appointment.cancel", RecordType.APPOINTMENT, Optional.of(world.appointment), Map.of(),
        Map.of("cancelKind", "patient"));
    world.worker().work(World.nudge(write));

    assertEquals(WriteState.CONFIRMED, world.state(write), () -> "" + world.now(write).outcome());
    assertEquals("cancelled", world.ehr.find("Appointment", "a1").orElseThrow().path("status").asText());
  }

  @Test
  void anAppointmentMovesAndTheSameMomentInAnotherZoneIsTheSame() {
    Write write = world.accept("appointment.reschedule", RecordType.APPOINTMENT, Optional.of(world.appointment),
        Map.of("start", "2026-03-10T14:00:00Z", "end", "2026-03-10T14:30:00Z"),
        Map.of("start", "2026-03-11T15:00:00Z", "end", "2026-03-11T15:30:00Z"));
    world.worker().work(World.nudge(write));

    assertEquals(WriteState.CONFIRMED, world.state(write), () -> "" + world.now(write).outcome());
    assertEquals(1, world.ehr.calls(Verb.PATCH).size());
  }

  @Test
  void anOutageWaitsLongerEachTimeAndThenDrainsInOrder() {
    Write first = world.changePhone();
    Write second = world.changePatient(Map.of("mobilePhone", "+12125550202"), Map.of("mobilePhone", "+12125550404"));
    world.ehr.away(true);
    world.minutes(180);

    assertEquals(WriteState.RECEIVED, world.state(first));
    assertTrue(world.now(first).outcome().isPresent(), "the page says why it waits");
    assertEquals(WriteState.RECEIVED, world.state(second));
    assertTrue(world.ehr.calls().size() < 100, "an EHR that is away is asked seldom: " + world.ehr.calls().size());
    assertTrue(world.balances());

    world.ehr.away(false);
    world.minutes(5);
    assertEquals(WriteState.CONFIRMED, world.state(first));
    assertEquals(WriteState.CONFIRMED, world.state(second));
    assertEquals("+12125550404", world.patientNow().get("mobilePhone"));
    assertEquals(2, world.ehr.calls(Verb.PATCH).size());
  }

  @Test
  void aPausedConnectionIsLeftAlone() {
    Write write = world.book();
    pause(true);
    world.minutes(10);
    assertEquals(WriteState.RECEIVED, world.state(write));
    assertTrue(world.ehr.calls().isEmpty());

    pause(false);
    world.minutes(2);
    assertEquals(WriteState.CONFIRMED, world.state(write));
  }

  @Test
  void aDeadlineEndsAWriteThatWasNeverSent() {
    world.ehr.away(true);
    Write write = world.accept("patient.update", RecordType.PATIENT, Optional.of(world.patient),
        Map.of("mobilePhone", "+12125550101"), Map.of("mobilePhone", "+12125550202"),
        Optional.of(world.clock.instant().plus(Duration.ofMinutes(5))));
    world.minutes(5);
    world.ehr.away(false);
    world.minutes(5);

    assertEquals(WriteState.EXPIRED, world.state(write));
    assertEquals(0, world.ehr.calls(Verb.PATCH).size());
    assertTrue(world.balances());
  }

  @Test
  void aPoisonedWriteBlocksNothingElse() {
    Write unmappable = world.changePatient(Map.of(), Map.of("sex", "no such code"));
    Write unheard = world.accept("patient.teleport", RecordType.PATIENT, Optional.of(world.patient), Map.of(), Map.of("x", 1));
    Write good = world.changePhone();
    world.worker().work(World.nudge(good));

    assertEquals(WriteState.REJECTED, world.state(unmappable));
    assertEquals(WriteState.NEEDS_HUMAN, world.state(unheard));
    assertEquals(WriteState.CONFIRMED, world.state(good));
    assertTrue(world.balances());
  }

  @Test
  void aValueThatTheEhrAltersNeedsAHuman() {
    Write write = world.changePhone();
    // The first READ is the one before the sending; the second the read-back.
    world.ehr.beforeNext(Verb.PATCH, () -> world.ehr.beforeNext(Verb.READ,
        () -> world.practiceChanges("+12125550202", "+12125550999")));
    world.worker().work(World.nudge(write));

    Write different = world.now(write);
    assertEquals(WriteState.NEEDS_HUMAN, different.state());
    assertTrue(different.outcome().orElseThrow().sentence().contains("mobilePhone"));
  }

  @Test
  void aWriteWhoseOverlayCannotBeReadIsSetAsideForAPerson() {
    Write write = world.book();
    world.connections.putOverlay(World.CONNECTION, "version: [not a number");
    world.worker().work(World.nudge(write));

    Write aside = world.now(write);
    assertEquals(WriteState.NEEDS_HUMAN, aside.state());
    assertTrue(aside.outcome().orElseThrow().sentence().contains("overlay"), aside.outcome().orElseThrow().sentence());
    assertTrue(world.ehr.calls().isEmpty());
    assertTrue(world.balances());
  }

  @Test
  void anUpdateWhoseRecordIsDeletedBeforeItsReadBackSaysThat() {
    Write write = world.changePhone();
    world.ehr.beforeNext(Verb.PATCH, () -> world.records.put(deleted(world.records.find(World.CONNECTION, world.patient)
        .orElseThrow())));
    world.worker().work(World.nudge(write));

    Write aside = world.now(write);
    assertEquals(WriteState.NEEDS_HUMAN, aside.state());
    assertEquals("The write was sent, and its record was deleted or is not known here any more, so it cannot be read back.",
        aside.outcome().orElseThrow().sentence());
  }

  private static StoredRecord deleted(StoredRecord one) {
    return new StoredRecord(one.connection(), one.type(), one.id(), one.source(), one.lastUpdated(), one.fetchStart(),
        one.fetchedAt(), one.contentHash(), one.packageVersion(), one.fields(), one.problems(), one.securityMarks(),
        StoredRecord.Ending.DELETED, one.feedPosition(), one.published(), one.version());
  }

  private void pause(boolean paused) {
    Connection old = world.connections.find(World.CONNECTION).orElseThrow();
    world.connections.put(new Connection(old.id(), old.name(), old.packageName(), old.packageMajor(), old.zone(),
        old.interfaces(), paused, old.version()));
  }
}
