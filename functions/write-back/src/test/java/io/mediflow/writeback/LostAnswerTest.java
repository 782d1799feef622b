package io.mediflow.writeback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.write.Write;
import io.mediflow.model.write.WriteState;
import io.mediflow.testkit.ehr.MemoryEhr.Verb;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a write when the EHR's answer is lost, before or after the EHR did the work. */
class LostAnswerTest {

  @ParameterizedTest
  @EnumSource(names = {"BROKEN", "SERVER_ERROR", "MALFORMED"})
  void aBookingThatTheEhrKeptIsFoundByOurIdAndNotSentAgain(Kind kind) {
    World world = new World();
    Write write = world.book();
    world.ehr.failNextAfterCommit(Verb.CREATE, kind);
    world.worker().work(World.nudge(write));
    assertEquals(WriteState.UNKNOWN, world.state(write));
    assertEquals(1, world.booked());

    world.minutes(1);
    assertEquals(WriteState.CONFIRMED, world.state(write), () -> "" + world.now(write).outcome());
    assertEquals(1, world.booked());
    assertEquals(1, world.ehr.calls(Verb.CREATE).size());
    assertTrue(world.balances());
  }

  @ParameterizedTest
  @EnumSource(names = {"BROKEN", "SERVER_ERROR", "MALFORMED"})
  void aBookingThatNeverArrivedIsSentAgainAfterTwoReadsHaveProvedIt(Kind kind) {
    World world = new World();
    Write write = world.book();
    world.ehr.failNext(Verb.CREATE, kind);
    world.worker().work(World.nudge(write));
    world.clock.advance(Duration.ofSeconds(6));
    world.sweep();
    assertEquals(WriteState.UNKNOWN, world.state(write));
    assertEquals(1, world.ehr.calls(Verb.CREATE).size(), "one read, before the proof begins, is no proof");

    world.minutes(1);
    assertEquals(WriteState.UNKNOWN, world.state(write));
    world.minutes(1);
    assertEquals(WriteState.CONFIRMED, world.state(write));
    assertEquals(1, world.booked());
    assertEquals(2, world.ehr.calls(Verb.CREATE).size());
    assertEquals(3, world.ehr.calls(Verb.SEARCH).size());
    assertTrue(world.audit.all().stream().anyMatch(one -> one.action().equals("write.resend")));
  }

  @Test
  void aPageWithAnEntryThatNobodyCanPlaceProvesNoAbsence() {
    World world = new World();
    Write write = world.book();
    world.ehr.failNext(Verb.CREATE, Kind.BROKEN);
    world.ehr.odd(true);
    world.worker().work(World.nudge(write));
    world.minutes(5);
    assertEquals(WriteState.UNKNOWN, world.state(write));
    assertEquals(1, world.ehr.calls(Verb.CREATE).size());

    world.ehr.odd(false);
    world.minutes(5);
    assertEquals(WriteState.CONFIRMED, world.state(write));
    assertEquals(1, world.booked());
  }

  @Test
  void whereAbsenceProvesNothingAHumanDecides() {
    World world = new World(World.withoutProof("appointment.create"));
    Write write = world.book();
    world.ehr.failNext(Verb.CREATE, Kind.BROKEN);
    world.worker().work(World.nudge(write));
    world.minutes(5);

    assertEquals(WriteState.NEEDS_HUMAN, world.state(write));
    assertEquals(1, world.ehr.calls(Verb.CREATE).size());
    assertTrue(world.balances());
  }

  @Test
  void aChangeThatTheEhrKeptIsNotSentAgain() {
    World world = new World();
    Write write = world.changePhone();
    world.ehr.failNextAfterCommit(Verb.PATCH, Kind.BROKEN);
    world.worker().work(World.nudge(write));
    assertEquals(WriteState.UNKNOWN, world.state(write));

    world.minutes(1);
    assertEquals(WriteState.CONFIRMED, world.state(write));
    assertEquals(1, world.ehr.calls(Verb.PATCH).size());
    assertEquals("2", world.ehr.find("Patient", "p1").orElseThrow().at("/meta/versionId").asText());
  }

  @Test
  void aChangeThatNeverArrivedIsSentAgainOnceItsTimeHasPassed() {
    World world = new World();
    Write write = world.changePhone();
    world.ehr.failNext(Verb.PATCH, Kind.SERVER_ERROR);
    world.worker().work(World.nudge(write));
    world.clock.advance(Duration.ofSeconds(6));
    world.sweep();
    assertEquals(1, world.ehr.calls(Verb.PATCH).size());

    world.minutes(1);
    assertEquals(WriteState.CONFIRMED, world.state(write));
    assertEquals(2, world.ehr.calls(Verb.PATCH).size());
    assertEquals("+12125550202", world.patientNow().get("mobilePhone"));
  }

  @Test
  void aChangeThatWasLostWhileSomebodyChangedTheSameFieldIsAConflict() {
    World world = new World();
    Write write = world.changePhone();
    world.ehr.failNext(Verb.PATCH, Kind.BROKEN);
    world.worker().work(World.nudge(write));
    world.practiceChanges("+12125550101", "+12125550303");
    world.minutes(3);

    assertEquals(WriteState.CONFLICT, world.state(write));
    assertEquals("+12125550303", world.patientNow().get("mobilePhone"));
  }

  @Test
  void anOutageWhileInDoubtEndsInOneBooking() {
    World world = new World();
    Write write = world.book();
    world.ehr.failNextAfterCommit(Verb.CREATE, Kind.BROKEN);
    world.worker().work(World.nudge(write));
    world.ehr.away(true);
    world.minutes(120);
    assertEquals(WriteState.UNKNOWN, world.state(write));

    world.ehr.away(false);
    world.minutes(5);
    assertEquals(WriteState.CONFIRMED, world.state(write));
    assertEquals(1, world.booked());
    assertEquals(1, world.ehr.calls(Verb.CREATE).size());
  }

  @Test
  void aReadBackThatFailsRightAfterTheAnswerIsMadeUpForLater() {
    World world = new World();
    Write write = world.book();
    world.ehr.failNext(Verb.READ, Kind.UNREACHABLE);
    world.worker().work(World.nudge(write));
    assertEquals(WriteState.UNKNOWN, world.state(write));

    world.minutes(1);
    assertEquals(WriteState.CONFIRMED, world.state(write));
    assertEquals(1, world.booked());
    assertEquals(0, world.ehr.calls(Verb.SEARCH).size(), "the EHR's answer named its id");
  }
}
