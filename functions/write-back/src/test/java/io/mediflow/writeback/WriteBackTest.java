package io.mediflow.writeback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrResource;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.write.Write;
import io.mediflow.model.write.Write.Sending;
import io.mediflow.model.write.WriteState;
import io.mediflow.packages.OperationSpec;
import io.mediflow.packages.OperationSpec.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WriteBackTest {

  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
  private static final Instant LEASE_ENDS = NOW.plusSeconds(90);
  private static final Pace PACE = new Pace(Duration.ofSeconds(5), Duration.ofMinutes(2), Duration.ofMinutes(1),
      Duration.ofHours(24), Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(5));

  @ParameterizedTest(name = "{0}, due {1}, paused {2}: {3}")
  @CsvSource({
      "RECEIVED,     true,  false, claim",
      "RECEIVED,     false, false, wait",
      "RECEIVED,     true,  true,  paused",
      "CLAIMED,      true,  false, claim",
      "CLAIMED,      false, false, claim",
      "CLAIMED,      true,  true,  paused",
      "SENT,         true,  false, unknown",
      "SENT,         false, false, unknown",
      "SENT,         true,  true,  unknown",
      "UNKNOWN,      true,  false, read back",
      "UNKNOWN,      false, false, wait",
      "UNKNOWN,      true,  true,  unknown",
      "CONFIRMED,    true,  false, wait",
      "REJECTED,     true,  false, wait",
      "CONFLICT,     true,  false, wait",
      "NEEDS_HUMAN,  true,  false, wait",
      "EXPIRED,      true,  false, wait",
  })
  void whatTheOldestWriteIsGiven(WriteState state, boolean due, boolean paused, String said) {
    Write write = write(state, sending(0, null, NOW), due ? NOW : NOW.plusSeconds(1), null);
    assertEquals(said, Said.of(rules(Verb.CREATE, true).begin(write, paused, NOW)));
  }

  @ParameterizedTest(name = "{0} after its deadline: {1}")
  @CsvSource({"RECEIVED, expired", "CLAIMED, expired", "SENT, unknown", "UNKNOWN, read back"})
  void aDeadlineEndsOnlyWhatWasNotSent(WriteState state, String said) {
    Write write = write(state, sending(0, null, NOW), NOW, NOW);
    assertEquals(said, Said.of(rules(Verb.CREATE, true).begin(write, false, NOW)));
  }

  @Test
  void nothingLeavesAfterTheWindowTheDeadlineOrTheLease() {
    Preparation ready = new Preparation.Ready(new Transmission.Create(new byte[0]));
    assertEquals(NOW.plusSeconds(10), sendBy(write(WriteState.CLAIMED, null, LEASE_ENDS, null), ready, LEASE_ENDS));
    assertEquals(NOW.plusSeconds(3),
        sendBy(write(WriteState.CLAIMED, null, LEASE_ENDS, NOW.plusSeconds(3)), ready, LEASE_ENDS));
    assertEquals(NOW.plusSeconds(4),
        sendBy(write(WriteState.CLAIMED, null, LEASE_ENDS, null), ready, NOW.plusSeconds(24)), "the lease less one call");
  }

  private static Instant sendBy(Write write, Preparation ready, Instant leaseEnds) {
    return assertInstanceOf(WriteBackDecision.Send.class,
        rules(Verb.CREATE, true).prepared(write, ready, leaseEnds, NOW)).sending().sendBy();
  }

  @ParameterizedTest(name = "current not read, {0}: {1}")
  @CsvSource({
      "UNREACHABLE, away", "BROKEN, away", "SERVER_ERROR, away", "THROTTLED, away", "UNAUTHENTICATED, away",
      "MALFORMED, away", "PRECONDITION, away", "CONFLICT, away", "TOO_LATE, away",
      "FORBIDDEN, rejected", "NOT_FOUND, rejected", "GONE, rejected", "REFUSED, rejected",
  })
  void aFailedReadBeforeTheSendingWaitsOrRejects(EhrFailure.Kind kind, String said) {
    Write write = write(WriteState.CLAIMED, null, LEASE_ENDS, null);
    assertEquals(said, Said.of(rules(Verb.UPDATE, false)
        .prepared(write, new Preparation.Failed(EhrFailure.of(kind)), LEASE_ENDS, NOW)));
  }

  @ParameterizedTest(name = "{0} answered {1}, rebased {2}: {3}")
  @CsvSource({
      "CREATE, UNREACHABLE,     0, away", "UPDATE, UNREACHABLE,     0, away",
      "CREATE, THROTTLED,       0, away", "UPDATE, THROTTLED,       0, away",
      "CREATE, UNAUTHENTICATED, 0, away", "UPDATE, UNAUTHENTICATED, 0, away",
      "CREATE, TOO_LATE,        0, away", "UPDATE, TOO_LATE,        0, away",
      "CREATE, BROKEN,          0, unknown", "UPDATE, BROKEN,          0, unknown",
      "CREATE, SERVER_ERROR,    0, unknown", "UPDATE, SERVER_ERROR,    0, unknown",
      "CREATE, MALFORMED,       0, unknown", "UPDATE, MALFORMED,       0, unknown",
      "CREATE, CONFLICT,        0, rejected", "UPDATE, CONFLICT,        0, rebased",
      "CREATE, PRECONDITION,    0, rejected", "UPDATE, PRECONDITION,    0, rebased",
      "UPDATE, CONFLICT,        1, rejected", "UPDATE, PRECONDITION,    1, conflict",
      "CREATE, REFUSED,         0, rejected", "UPDATE, REFUSED,         0, rejected",
      "CREATE, FORBIDDEN,       0, rejected", "UPDATE, FORBIDDEN,       0, rejected",
      "CREATE, NOT_FOUND,       0, rejected", "UPDATE, NOT_FOUND,       0, rejected",
      "CREATE, GONE,            0, rejected", "UPDATE, GONE,            0, rejected",
  })
  void whatAFailedSendingLeadsTo(Verb verb, EhrFailure.Kind kind, int rebased, String said) {
    Write write = write(WriteState.SENT, sending(rebased, null, NOW.plusSeconds(10)), LEASE_ENDS, null);
    WriteBackDecision decision = rules(verb, true).answered(
        write, transmission(verb, Optional.of("W/\"1\"")), new EhrResult.Failed<>(EhrFailure.of(kind)), NOW);
    assertEquals(said, Said.of(decision));
  }

  @ParameterizedTest
  @EnumSource(EhrFailure.Kind.class)
  void whatMayHaveBeenDoneIsNeverFreeToBeSentAgain(EhrFailure.Kind kind) {
    for (Verb verb : Verb.values()) {
      Write write = write(WriteState.SENT, sending(0, null, NOW.plusSeconds(10)), LEASE_ENDS, null);
      String said = Said.of(rules(verb, true).answered(
          write, transmission(verb, Optional.of("W/\"1\"")), new EhrResult.Failed<>(EhrFailure.of(kind)), NOW));
      assertEquals(kind.inDoubt(), said.equals("unknown"), () -> verb + " " + kind + " led to " + said);
    }
  }

  @Test
  void aFailedPatchTestCountsAsMovedOnlyWhereThereAreNoVersions() {
    Write write = write(WriteState.SENT, sending(0, null, NOW.plusSeconds(10)), LEASE_ENDS, null);
    assertEquals("rebased", Said.of(rules(Verb.UPDATE, false).answered(write, transmission(Verb.UPDATE, Optional.empty()),
        new EhrResult.Failed<>(EhrFailure.of(EhrFailure.Kind.REFUSED)), NOW)));
  }

  @Test
  void anAcknowledgementIsReadBackByTheIdThatItNames() {
    Write write = write(WriteState.SENT, sending(0, null, NOW.plusSeconds(10)), LEASE_ENDS, null);
    WriteBackDecision decision = rules(Verb.CREATE, true).answered(write, transmission(Verb.CREATE, Optional.empty()),
        new EhrResult.Done<>(new EhrResource(new byte[0], Optional.of("77"), Optional.empty(), Optional.empty())), NOW);
    assertEquals(Optional.of("77"), assertInstanceOf(WriteBackDecision.ReadBack.class, decision).sending().target());
  }

  /** {@code after}: seconds after sendBy; the proof begins after 20 s of time-out and 5 s of settling. */
  @ParameterizedTest(name = "absent, acknowledged {0}, proves {1}, absences {2}, {3} s after sendBy: {4}")
  @CsvSource({
      "false, true,  0, 0,  unknown",
      "false, true,  0, 24, unknown",
      "false, true,  1, 24, unknown",
      "false, true,  0, 25, unknown",
      "false, true,  1, 25, resend",
      "false, false, 0, 25, unknown",
      "false, false, 1, 25, needs human",
      "true,  true,  1, 25, needs human",
      "true,  true,  1, 24, unknown",
  })
  void aCreateThatIsNotFound(boolean acknowledged, boolean proves, int absences, long after, String said) {
    Sending sending = new Sending(NOW.minusSeconds(after), Optional.empty(),
        acknowledged ? Optional.of("77") : Optional.empty(), 0, absences);
    Write write = write(WriteState.UNKNOWN, sending, NOW, null);
    assertEquals(said, Said.of(rules(Verb.CREATE, proves).foundOut(write, sending, new Finding.Absent(), NOW)));
  }

  @Test
  void aWriteIsNotSentAgainForEver() {
    Sending sending = new Sending(NOW.minusSeconds(60), Optional.empty(), Optional.empty(), 0, 1);
    Write write = write(WriteState.UNKNOWN, sending, NOW, null);
    Instant aDayLater = NOW.plus(Duration.ofHours(25));
    assertEquals("resend", Said.of(rules(Verb.CREATE, true).foundOut(write, sending, new Finding.Absent(), NOW)));
    assertEquals("needs human", Said.of(rules(Verb.CREATE, true).foundOut(write, sending, new Finding.Absent(), aDayLater)));
  }

  @Test
  void onlyReadsAfterTheLastMomentOfArrivalCountAsAbsences() {
    Sending early = new Sending(NOW.minusSeconds(10), Optional.empty(), Optional.empty(), 0, 0);
    var first = assertInstanceOf(WriteBackDecision.Doubt.class,
        rules(Verb.CREATE, true).foundOut(write(WriteState.UNKNOWN, early, NOW, null), early, new Finding.Absent(), NOW));
    assertEquals(0, first.sending().absences());
    assertEquals(NOW.plusSeconds(15), first.at());

    Sending late = new Sending(NOW.minusSeconds(25), Optional.empty(), Optional.empty(), 0, 0);
    var second = assertInstanceOf(WriteBackDecision.Doubt.class,
        rules(Verb.CREATE, true).foundOut(write(WriteState.UNKNOWN, late, NOW, null), late, new Finding.Absent(), NOW));
    assertEquals(1, second.sending().absences());
    assertTrue(second.at().isAfter(NOW), "two reads, not one read twice");
  }

  @ParameterizedTest(name = "{0} reads back different, acknowledged {1}, version moved {2}, {3} s after sendBy: {4}")
  @CsvSource({
      "CREATE, false, true,  0,  needs human",
      "CREATE, true,  true,  0,  needs human",
      "UPDATE, true,  false, 0,  unknown",
      "UPDATE, true,  false, 25, needs human",
      "UPDATE, true,  true,  0,  needs human",
      "UPDATE, false, false, 0,  unknown",
      "UPDATE, false, false, 25, resend",
      "UPDATE, false, true,  0,  unknown",
      "UPDATE, false, true,  25, rebased",
  })
  void whatReadsBackDifferent(Verb verb, boolean acknowledged, boolean moved, long after, String said) {
    Sending sending = new Sending(NOW.minusSeconds(after), Optional.of("W/\"1\""),
        acknowledged ? Optional.of("77") : Optional.empty(), 0, 0);
    Write write = write(WriteState.UNKNOWN, sending, NOW, null);
    Holding holding = new Holding("77", new byte[0], Optional.of(moved ? "W/\"2\"" : "W/\"1\""), 0);
    assertEquals(said, Said.of(rules(verb, true)
        .foundOut(write, sending, new Finding.Different(holding, Set.of("email")), NOW)));
  }

  @ParameterizedTest(name = "read-back failed, {0}: {1}")
  @CsvSource({
      "UNREACHABLE, unknown", "BROKEN, unknown", "SERVER_ERROR, unknown", "THROTTLED, unknown",
      "UNAUTHENTICATED, unknown", "MALFORMED, unknown", "PRECONDITION, unknown", "CONFLICT, unknown",
      "TOO_LATE, unknown", "FORBIDDEN, needs human", "NOT_FOUND, needs human", "GONE, needs human", "REFUSED, needs human",
  })
  void aReadBackThatFailsNeverFreesTheWrite(EhrFailure.Kind kind, String said) {
    Sending sending = sending(0, null, NOW.minusSeconds(60));
    WriteBackDecision decision = rules(Verb.CREATE, true).foundOut(
        write(WriteState.UNKNOWN, sending, NOW, null), sending, new Finding.Failed(EhrFailure.of(kind)), NOW);
    assertEquals(said, Said.of(decision));
    if (said.equals("unknown")) {
      assertTrue(Said.at(decision).isAfter(NOW));
    }
  }

  @ParameterizedTest(name = "claimed {0} times: wait {1} s")
  @CsvSource({"1, 5", "2, 10", "3, 20", "5, 80", "6, 120", "1000, 120"})
  void waitsGrowAndHaveAnEnd(int attempts, long seconds) {
    assertEquals(NOW.plusSeconds(seconds), PACE.retryAt(NOW, attempts, Optional.empty()));
  }

  @Test
  void theEhrsWishIsHeardWithinReason() {
    assertEquals(NOW.plusSeconds(60), PACE.retryAt(NOW, 1, Optional.of(NOW.plusSeconds(60))));
    assertEquals(NOW.plusSeconds(5), PACE.retryAt(NOW, 1, Optional.of(NOW.plusSeconds(1))));
    assertEquals(NOW.plusSeconds(3600), PACE.retryAt(NOW, 1, Optional.of(NOW.plusSeconds(864_000))));
  }

  private static WriteBack rules(Verb verb, boolean absenceProves) {
    return new WriteBack(new OperationSpec("invented", RecordType.PATIENT, "fhir", verb, Set.of(), Set.of(), Map.of(),
        Optional.empty(), absenceProves, Duration.ofSeconds(5), Set.of()), new Outcomes(List.of()), PACE);
  }

  private static Transmission transmission(Verb verb, Optional<String> ifMatch) {
    return switch (verb) {
      case CREATE -> new Transmission.Create(new byte[0]);
      case UPDATE -> new Transmission.Update("77", new byte[0], ifMatch, Map.of());
    };
  }

  private static Sending sending(int rebased, String target, Instant sendBy) {
    return new Sending(sendBy, Optional.empty(), Optional.ofNullable(target), rebased, 0);
  }

  private static Write write(WriteState state, Sending sending, Instant nextAttemptAt, Instant deadline) {
    return new Write("elm", "key-1", "key", Optional.empty(), new Write.Request("invented", RecordType.PATIENT, "fhir",
        Map.of(), Map.of(), new Write.Actor("app", "", ""), "k", "h", Optional.ofNullable(deadline)), "ext", state, NOW.minusSeconds(60),
        Optional.of(nextAttemptAt), 1, Optional.ofNullable(sending), Optional.empty(), 1);
  }
}
