package io.mediflow.freshnesscheck;

import static io.mediflow.freshnesscheck.Sample.NOW;
import static io.mediflow.freshnesscheck.Sample.WELL;
import static io.mediflow.freshnesscheck.Sample.ago;
import static io.mediflow.freshnesscheck.Sample.beat;
import static io.mediflow.freshnesscheck.Sample.calls;
import static io.mediflow.freshnesscheck.Sample.failed;
import static io.mediflow.freshnesscheck.Sample.flow;
import static io.mediflow.freshnesscheck.Sample.pushed;
import static io.mediflow.freshnesscheck.Sample.seldom;
import static io.mediflow.freshnesscheck.Sample.sign;
import static io.mediflow.freshnesscheck.Sample.started;
import static io.mediflow.freshnesscheck.Sample.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.FlowId;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.watch.Breach;
import io.mediflow.model.watch.Rollup;
import io.mediflow.model.watch.SignOfLife;
import io.mediflow.model.write.WriteState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FreshnessCheckTest {

  private static final Thresholds THRESHOLDS = Thresholds.bundled();

  /** What is different, and the breaches ({@code kind/subject}) that it must lead to. */
  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of("all well", WELL, List.of()),
        Arguments.of("one miss", WELL.with(beat(1, "reach: UNREACHABLE", null, null)), List.of()),
        Arguments.of("two misses", WELL.with(beat(2, "reach: UNREACHABLE", null, null)), List.of("heartbeat/fhir")),
        Arguments.of("certificate for 30 days", WELL.with(beat(0, null, NOW.plus(Duration.ofDays(30)), null)), List.of()),
        Arguments.of("certificate under 30 days", WELL.with(beat(0, null, NOW.plus(Duration.ofDays(29)), null)), List.of("certificate/fhir")),
        Arguments.of("key ended", WELL.with(beat(0, null, null, ago(1))), List.of("key/fhir")),
        Arguments.of("window 15 minutes ago", WELL.with(flow(Optional.of(ago(15)), Optional.empty())), List.of()),
        Arguments.of("window 16 minutes ago", WELL.with(flow(Optional.of(ago(16)), Optional.empty())), List.of("freshness/fhir/patient/whole")),
        Arguments.of("night 29 hours ago", WELL.with(seldom(RecordType.PATIENT, FlowId.Scope.REST, 29 * 60)), List.of()),
        Arguments.of("night 31 hours ago", WELL.with(seldom(RecordType.PATIENT, FlowId.Scope.REST, 31 * 60)), List.of("freshness/fhir/patient/rest")),
        Arguments.of("twenty minutes and a while ago", WELL.with(seldom(RecordType.SLOT, FlowId.Scope.WHOLE, 34)), List.of()),
        Arguments.of("twenty minutes and more ago", WELL.with(seldom(RecordType.SLOT, FlowId.Scope.WHOLE, 36)), List.of("freshness/fhir/slot/whole")),
        Arguments.of("notified only", WELL.with(flow(Optional.of(ago(16)), Optional.of(ago(1)))), List.of("freshness/fhir/patient/whole")),
        Arguments.of("told and heard", WELL.with(told(Optional.of(ago(40)), Optional.of(ago(1)))), List.of()),
        Arguments.of("told and said to work", WELL.with(told(Optional.of(ago(4)), Optional.of(ago(600)))), List.of()),
        Arguments.of("told and silent", WELL.with(told(Optional.of(ago(16)), Optional.of(ago(17)))), List.of("freshness/fhir/patient/told")),
        Arguments.of("pushed and heard a day ago", WELL.with(pushed(900, Optional.of(ago(60 * 24)))), List.of()),
        Arguments.of("pushed and silent", WELL.with(pushed(900, Optional.of(ago(60 * 49)))), List.of("freshness/feed/patient/pushed")),
        Arguments.of("pushed and silent though its agent lives", WELL.with(pushed(900, Optional.of(ago(60 * 49)))).with(sign(1, 0, 0)),
            List.of("freshness/feed/patient/pushed")),
        Arguments.of("pushed and new", WELL.with(pushed(47, Optional.empty())), List.of()),
        Arguments.of("pushed and never heard", WELL.with(pushed(49, Optional.empty())), List.of("freshness/feed/patient/pushed")),
        Arguments.of("pushed, and what was sent lies", WELL.with(pushed(900, Optional.of(ago(60)))).withPending(ago(20)),
            List.of("freshness/feed/patient/pushed")),
        Arguments.of("an agent that lives", WELL.with(sign(10, 15, 0)), List.of()),
        Arguments.of("an agent that is silent", WELL.with(sign(11, 0, 0)), List.of("agent/feed/silence")),
        Arguments.of("an agent whose messages wait", WELL.with(sign(1, 16, 0)), List.of("agent/feed/queue")),
        Arguments.of("an agent that set a message aside", WELL.with(sign(1, 0, 1)), List.of("agent/feed/refused")),
        Arguments.of("an agent whose certificate ends", WELL.with(new SignOfLife("elm", "feed", ago(1), 0, Duration.ZERO, 0,
            Optional.of(NOW.plus(Duration.ofDays(29))))), List.of("certificate/feed/agent")),
        Arguments.of("old pending fetch", WELL.withPending(ago(20)), List.of("freshness/fhir/patient/whole")),
        Arguments.of("old marker", WELL.withMarker(ago(6)), List.of("queue/change-mapping")),
        Arguments.of("very old marker", WELL.withMarker(ago(16)), List.of("freshness/fhir/patient/whole", "queue/change-mapping")),
        Arguments.of("no marker yet", WELL.withoutMarker().with(started(2)), List.of()),
        Arguments.of("no marker for 6 minutes", WELL.withoutMarker().with(started(6)), List.of("queue/change-mapping")),
        Arguments.of("no marker though the EHR was called 6 minutes ago",
            WELL.withoutMarker().with(new Rollup("elm", "patient.search", ago(6), 5, 0, 0, 100)), List.of("queue/change-mapping")),
        Arguments.of("first sync not begun", WELL.with(flow(Optional.empty(), Optional.empty())), List.of()),
        Arguments.of("first sync under way for 2 minutes", WELL.with(started(2)), List.of()),
        Arguments.of("first sync under way for 20 minutes", WELL.with(started(20)), List.of("freshness/fhir/patient/whole")),
        Arguments.of("first sync failed", WELL.with(failed("SERVER_ERROR")), List.of("freshness/fhir/patient/whole")),
        Arguments.of("first sync held back by the EHR's limit", WELL.with(failed("THROTTLED")), List.of()),
        Arguments.of("4 failures of few calls", WELL.with(calls("token", 20, 4, 100)), List.of()),
        Arguments.of("5 failures of few calls", WELL.with(calls("token", 20, 5, 100)), List.of("errors/all calls")),
        Arguments.of("1 % of many calls", WELL.with(calls("token", 100, 1, 100)), List.of()),
        Arguments.of("2 % of many calls", WELL.with(calls("token", 100, 2, 100)), List.of("errors/all calls")),
        Arguments.of("5 failures of very many calls", WELL.with(calls("token", 1000, 5, 100)), List.of()),
        Arguments.of("2 s on average", WELL.with(calls("patient.read", 10, 0, 20_000)), List.of()),
        Arguments.of("over 2 s on average", WELL.with(calls("patient.read", 10, 0, 20_010), calls("token", 90, 0, 90)), List.of("latency/patient.read")),
        Arguments.of("one slow call", WELL.with(calls("patient.read", 1, 0, 9_000)), List.of()),
        Arguments.of("10 in quarantine", WELL.withQuarantine(10, ago(60)), List.of()),
        Arguments.of("11 in quarantine", WELL.withQuarantine(11, ago(60)), List.of("quarantine/count")),
        Arguments.of("one in quarantine for long", WELL.withQuarantine(1, ago(60 * 25)), List.of("quarantine/age")),
        Arguments.of("few unknown writes", WELL.with(WriteState.UNKNOWN, 3), List.of()),
        Arguments.of("many unknown writes", WELL.with(WriteState.UNKNOWN, 4), List.of("writes/unknown")),
        Arguments.of("a write needs a person", WELL.with(WriteState.NEEDS_HUMAN, 1), List.of("writes/needs-human")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void aBreachBeginsWhereAThresholdDoesNotHold(String name, Sample sample, List<String> expected) {
    assertEquals(expected, FreshnessCheck.decide(sample.situation(), THRESHOLDS).stream()
        .map(one -> assertInstanceOf(FreshnessCheckDecision.Begins.class, one).breach())
        .map(one -> one.kind() + "/" + one.subject()).toList());
  }

  @Test
  void anOpenBreachGoesOnAndEndsOnce() {
    Breach open = new Breach("elm", "heartbeat", "fhir", "The EHR cannot be reached.", ago(10), Optional.empty());
    var goes = FreshnessCheck.decide(WELL.with(beat(3, "reach: UNREACHABLE", null, null)).withOpen(open).situation(), THRESHOLDS);
    assertEquals(List.of(new FreshnessCheckDecision.Goes(open)), goes);

    var ends = FreshnessCheck.decide(WELL.withOpen(open).situation(), THRESHOLDS);
    Breach ended = assertInstanceOf(FreshnessCheckDecision.Ends.class, ends.getFirst()).breach();
    assertEquals(1, ends.size());
    assertEquals(Optional.of(NOW), ended.until());
    assertEquals(open.since(), ended.since());
  }

  @Test
  void failingCredentialsAreNamedAsSuch() {
    assertSentence("The EHR does not accept our credentials.",
        WELL.with(beat(2, "token: UNAUTHENTICATED", null, null)));
    assertSentence("The EHR's sign-in service refuses our credentials.",
        WELL.with(beat(2, "token: REFUSED", null, null)));
    assertSentence("The EHR cannot be reached.",
        WELL.with(beat(2, "reach: UNREACHABLE", null, null)));
  }

  @Test
  void sentencesArePlain() {
    assertSentence("Patients are more than 15 minutes behind the EHR. "
        + "The EHR has not been asked, or has not answered, in that time.", WELL.with(flow(Optional.of(ago(23)), Optional.empty())));
    assertSentence("5 of 20 calls to the EHR failed within 15 minutes (25.0 %; at most 1.0 % is accepted).",
        WELL.with(calls("token", 20, 5, 100)));
    assertSentence("The EHR took 2.4 seconds on average for searching appointments; at most 2.0 is accepted."
        + " If it lasts, tell the EHR's support.", WELL.with(calls("appointment.search", 10, 0, 24_000)));
    assertSentence("Our signing key for the EHR has ended. Make a new key and register it with the EHR.",
        WELL.with(beat(0, null, null, ago(1))));
    assertSentence("The certificate of the EHR's server ends on 2026-03-12. The EHR's operator must renew it.",
        WELL.with(beat(0, null, NOW.plus(Duration.ofDays(10)), null)));
    assertSentence("Patients that the EHR sends, and nobody can ask for: nothing has been sent for more than 2 days. The practice's hours are"
        + " not known here: if it was closed, all is well; else see whether its EHR still sends.", WELL.with(pushed(900, Optional.of(ago(60 * 49)))));
    assertSentence("The agent in the practice's network has not been heard for more than 10 minutes: its machine, its network or the agent"
        + " itself has stopped. What it holds is kept there.", WELL.with(sign(11, 20, 0)));
    assertSentence("Messages have waited for more than 15 minutes at the agent in the practice's network.", WELL.with(sign(1, 16, 0)));
    assertSentence("The certificate of the agent in the practice's network ends on 2026-03-12. Whoever looks after the agent must renew it.",
        WELL.with(new SignOfLife("elm", "feed", ago(1), 0, Duration.ZERO, 0, Optional.of(NOW.plus(Duration.ofDays(10))))));
    assertSentence("2 writes to the EHR: a person must decide.", WELL.with(WriteState.NEEDS_HUMAN, 2));
  }

  @Test
  void everyKindThatCanBeginHasItsMetric() {
    cases().flatMap(one -> FreshnessCheck.decide(((Sample) one.get()[1]).situation(), THRESHOLDS).stream())
        .forEach(one -> assertTrue(FreshnessCheck.KINDS.contains(one.breach().kind()), one.breach().kind()));
  }

  private static void assertSentence(String expected, Sample sample) {
    assertEquals(List.of(expected), FreshnessCheck.decide(sample.situation(), THRESHOLDS).stream()
        .map(one -> one.breach().sentence()).toList());
  }
}
