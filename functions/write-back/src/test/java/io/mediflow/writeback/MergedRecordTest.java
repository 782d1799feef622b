package io.mediflow.writeback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.record.StoredRecord.Ending;
import io.mediflow.model.write.Write;
import io.mediflow.model.write.WriteState;
import io.mediflow.testkit.ehr.MemoryEhr.Verb;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes that are open when the record that they change, or one that they name, is merged into another. */
class MergedRecordTest {

  private static final String PHONE = "+12125550101";
  private static final String NEW_PHONE = "+12125550202";

  private final World world = new World();
  private String left;
  private String last;

  @BeforeEach
  void twoMoreCharts() {
    left = chart("p2", PHONE);
    last = chart("p3", PHONE);
  }

  @Test
  void anUpdateGoesOnWithTheRecordThatIsLeft() {
    Write write = world.changePhone();
    merge(world.patient, left);
    world.worker().work(World.nudge(write));

    Write confirmed = world.now(write);
    assertEquals(WriteState.CONFIRMED, confirmed.state());
    assertEquals(Optional.of(left), confirmed.recordId());
    assertTrue(phone("p2").contains("5550202"));
    assertTrue(phone("p1").contains("5550101"), "the chart that was given up is left alone");
    assertEquals("p2", world.queues.changes.getFirst().sourceId());
    assertTrue(world.balances());
  }

  @Test
  void whereTheOneThatIsLeftHoldsAnotherValueItIsAConflictThatSaysWhy() {
    chart("p2", "+12125550303");
    Write write = world.changePhone();
    merge(world.patient, left);
    world.worker().work(World.nudge(write));

    Write conflict = world.now(write);
    assertEquals(WriteState.CONFLICT, conflict.state());
    assertTrue(conflict.outcome().orElseThrow().sentence().contains("merged into another"), conflict.outcome()::toString);
    assertEquals(Map.of("mobilePhone", "+12125550303"), conflict.outcome().orElseThrow().current());
    assertEquals(0, world.ehr.calls(Verb.PATCH).size());
    assertTrue(world.balances());
  }

  @Test
  void aChainOfMergesIsFollowedToItsEnd() {
    Write write = world.changePhone();
    merge(world.patient, left);
    merge(left, last);
    world.worker().work(World.nudge(write));

    assertEquals(WriteState.CONFIRMED, world.state(write));
    assertEquals(Optional.of(last), world.now(write).recordId());
    assertTrue(phone("p3").contains("5550202"));
  }

  @Test
  void aWriteThatWaitsForTheEhrGoesOnWithTheRecordThatIsLeft() {
    world.ehr.failNext(Verb.READ, EhrFailure.Kind.UNREACHABLE);
    Write write = world.changePhone();
    world.worker().work(World.nudge(write));
    assertEquals(WriteState.RECEIVED, world.state(write));

    merge(world.patient, left);
    world.minutes(3);

    assertEquals(WriteState.CONFIRMED, world.state(write));
    assertTrue(phone("p2").contains("5550202"));
    assertTrue(phone("p1").contains("5550101"));
  }

  @Test
  void aWriteWhoseAnswerWasLostIsLookedForInTheRecordThatIsLeftAndSentThereOnce() {
    world.ehr.failNext(Verb.PATCH, EhrFailure.Kind.BROKEN);
    Write write = world.changePhone();
    world.worker().work(World.nudge(write));
    assertEquals(WriteState.UNKNOWN, world.state(write));

    merge(world.patient, left);
    world.minutes(5);

    assertEquals(WriteState.CONFIRMED, world.state(write));
    assertEquals(Optional.of(left), world.now(write).recordId());
    assertTrue(phone("p2").contains("5550202"));
  }

  @Test
  void aBookingForAPatientWhoWasMergedIsMadeForTheOneWhoIsLeft() {
    Write write = world.book();
    merge(world.patient, left);
    world.worker().work(World.nudge(write));

    assertEquals(WriteState.CONFIRMED, world.state(write));
    String booked = world.ehr.all("Appointment").getLast().toString();
    assertTrue(booked.contains("Patient/p2") && !booked.contains("Patient/p1"), booked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"p1", "p2"})
  void aBookingThatIsThereWhenItsPatientIsMergedIsHeldForEitherNumber(String shown) {
    Write write = world.book();
    world.ehr.failNextAfterCommit(Verb.CREATE, EhrFailure.Kind.BROKEN);
    world.worker().work(World.nudge(write));
    assertEquals(WriteState.UNKNOWN, world.state(write));

    merge(world.patient, left);
    world.ehr.put(world.ehr.all("Appointment").getLast().toString().replace("Patient/p1", "Patient/" + shown));
    world.minutes(5);

    assertEquals(WriteState.CONFIRMED, world.state(write), () -> "" + world.now(write).outcome());
    assertEquals(1, world.ehr.calls(Verb.CREATE).size());
  }

  @Test
  void aBookingThatIsThereForSomebodyElseNeedsAHuman() {
    Write write = world.book();
    world.ehr.failNextAfterCommit(Verb.CREATE, EhrFailure.Kind.BROKEN);
    world.worker().work(World.nudge(write));
    merge(world.patient, left);
    world.ehr.put(world.ehr.all("Appointment").getLast().toString().replace("Patient/p1", "Patient/p3"));
    world.minutes(5);

    assertEquals(WriteState.NEEDS_HUMAN, world.state(write));
  }

  @Test
  void aRecordOfWhichOnlyAnotherInterfaceTellsIsNotTakenForOneOfTheSameNumber() {
    StoredRecord one = world.records.find(World.CONNECTION, world.patient).orElseThrow();
    world.records.put(new StoredRecord(one.connection(), one.type(), one.id(), new StoredRecord.Source("feed", "patient", "p2", ""),
        one.lastUpdated(), one.fetchStart(), one.fetchedAt(), "fed", one.packageVersion(), one.fields(), List.of(), Set.of(),
        Ending.ACTIVE, "", false, one.version()), Optional.of(one));
    Write change = world.changePhone();
    Write booking = world.book();
    world.worker().work(World.nudge(change));
    world.worker().work(World.nudge(booking));

    assertEquals(WriteState.REJECTED, world.state(change));
    assertEquals(WriteState.REJECTED, world.state(booking));
    assertEquals(0, world.ehr.calls(Verb.PATCH).size() + world.ehr.calls(Verb.CREATE).size());
    assertTrue(phone("p2").contains("5550101"));
  }

  @Test
  void whereTheOneThatIsLeftIsGoneNothingIsSent() {
    Write write = world.changePhone();
    merge(world.patient, "norecord");
    world.worker().work(World.nudge(write));

    assertEquals(WriteState.REJECTED, world.state(write));
    assertEquals(0, world.ehr.calls(Verb.PATCH).size());
  }

  private String chart(String sourceId, String phone) {
    world.ehr.put(World.PATIENT.replace("\"p1\"", '"' + sourceId + '"').replace(PHONE, phone));
    String id = world.ids.recordId(World.CONNECTION, "fhir", RecordType.PATIENT, sourceId);
    if (world.records.find(World.CONNECTION, id).isEmpty()) {
      world.records.put(new StoredRecord(World.CONNECTION, RecordType.PATIENT, id,
          new StoredRecord.Source("fhir", "Patient", sourceId, "1"), OptionalLong.empty(), world.clock.millis(),
          world.clock.instant(), "h", "smart-r4@1.0.0", Map.of("n", 1), List.of(), Set.of(), Ending.ACTIVE, "", true, 0));
    }
    return id;
  }

  private void merge(String given, String into) {
    StoredRecord one = world.records.find(World.CONNECTION, given).orElseThrow();
    assertTrue(world.records.put(one.ended(Ending.MERGED, into, "merged"), Optional.of(one)).isPresent());
  }

  private String phone(String sourceId) {
    return world.ehr.find("Patient", sourceId).orElseThrow().path("telecom").toString();
  }
}
