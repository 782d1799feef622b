package io.mediflow.scheduledpolling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec;
import io.mediflow.scheduledpolling.ScheduledPollingDecision.Fail;
import io.mediflow.scheduledpolling.ScheduledPollingDecision.GoOn;
import io.mediflow.scheduledpolling.ScheduledPollingDecision.Whole;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduledPollingTest {

  private static final Instant OLD = Instant.parse("2026-03-02T11:00:00Z");
  private static final Instant STARTED = Instant.parse("2026-03-02T12:00:00Z");
  private static final Instant THEIRS = Instant.parse("2026-03-02T11:59:30Z");
  private static final Instant RETRY = STARTED.plusSeconds(30);
  private static final Instant LATEST = STARTED.plusSeconds(3600);
  private static final Checkpoint EMPTY = ScheduledPolling.begun(Checkpoint.START, STARTED);
  private static final Checkpoint FIRST = ScheduledPolling.begun(Checkpoint.idle(Optional.of(OLD)), STARTED);
  private static final Checkpoint SECOND =
      new Checkpoint(Optional.of(OLD), Optional.of(STARTED), Optional.of("https://ehr.example/p2"), Optional.of(THEIRS), 1, 10);

  @Test
  void theFirstWindowListsEverythingAndLaterOnesReachBackBeforeTheWatermark() {
    Optional<Period> year = Optional.of(Period.ofYears(1));
    assertEquals("_sort=_lastUpdated&_count=10", ScheduledPolling.query(Sample.PATIENT, EMPTY, Duration.ofMinutes(2), year));
    assertEquals("_lastUpdated=ge2026-03-02T10:58:00Z&_sort=_lastUpdated&_count=10",
        ScheduledPolling.query(Sample.PATIENT, Checkpoint.idle(Optional.of(OLD)), Duration.ofMinutes(2), year));
  }

  @Test
  void theFirstWindowReachesBackAsFarAsTheStartDepth() {
    RecordSpec dated = Packages.bundled().find("smart-r4", 1).orElseThrow().record(RecordType.APPOINTMENT, "fhir").orElseThrow();
    assertEquals("date=ge2025-03-02&_sort=_lastUpdated&_count=100",
        ScheduledPolling.query(dated, EMPTY, Duration.ofMinutes(2), Optional.of(Period.ofYears(1))));
    assertEquals("_lastUpdated=ge2026-03-02T10:58:00Z&_sort=_lastUpdated&_count=100",
        ScheduledPolling.query(dated, Checkpoint.idle(Optional.of(OLD)), Duration.ofMinutes(2), Optional.of(Period.ofYears(1))));
  }

  @Test
  void aFlowIsDueForTheTickAnIntervalLater() {
    assertEquals(STARTED.plusSeconds(285), ScheduledPolling.due(STARTED, Duration.ofMinutes(5), Duration.ofSeconds(15)));
    assertEquals(STARTED.plusSeconds(30), ScheduledPolling.due(STARTED, Duration.ofSeconds(40), Duration.ofSeconds(15)));
  }

  @Test
  void theWatermarkIsTheFirstAnswersDate() {
    var goesOn = assertInstanceOf(GoOn.class, done(FIRST, Optional.of("p2"), Optional.of(THEIRS), THEIRS.plusSeconds(9)));
    assertEquals(Optional.of(THEIRS), goesOn.checkpoint().highest());
    var whole = assertInstanceOf(Whole.class, done(goesOn.checkpoint(), Optional.empty(), Optional.of(THEIRS.plusSeconds(40)), THEIRS.plusSeconds(20)));
    assertEquals(Checkpoint.idle(Optional.of(THEIRS)), whole.checkpoint());
    assertEquals(STARTED, whole.started());
  }

  @Test
  void withoutADateItIsTheLargestLastUpdatedAndNeverGoesBack() {
    var goesOn = assertInstanceOf(GoOn.class, done(FIRST, Optional.of("p2"), Optional.empty(), THEIRS, OLD));
    var whole = done(goesOn.checkpoint(), Optional.empty(), Optional.empty(), OLD.plusSeconds(1));
    assertEquals(Optional.of(THEIRS), whole.checkpoint().watermark());
    assertEquals(Optional.of(OLD), done(FIRST, Optional.empty(), Optional.empty()).checkpoint().watermark());
    assertEquals(Optional.of(OLD), done(FIRST, Optional.empty(), Optional.empty(), OLD.minusSeconds(60)).checkpoint().watermark());
  }

  @Test
  void anEmptyPageWithANextLinkIsNotTheEnd() {
    var goesOn = assertInstanceOf(GoOn.class, done(FIRST, Optional.of("p2"), Optional.empty()));
    assertEquals(1, goesOn.checkpoint().pages());
    assertEquals(Optional.of(OLD), goesOn.checkpoint().watermark());
  }

  @Test
  void aPageThatFollowsItselfFailsTheWindow() {
    var fail = assertInstanceOf(Fail.class, done(SECOND, SECOND.next(), Optional.empty()));
    assertEquals(Checkpoint.idle(Optional.of(OLD)), fail.checkpoint());
  }

  @ParameterizedTest
  @EnumSource
  void aFailureNeverMovesTheWatermark(Kind kind) {
    for (boolean failed : new boolean[] {false, true}) {
      for (Checkpoint at : List.of(FIRST, SECOND)) {
        var fail = assertInstanceOf(Fail.class, failed(at, EhrFailure.of(kind), failed));
        assertEquals(Optional.of(OLD), fail.checkpoint().watermark());
        assertEquals(kind.name(), fail.failure());
        assertEquals(RETRY, fail.due());
      }
    }
  }

  @Test
  void aWindowGoesOnAfterAnOutageAndStartsAgainWhenItsLinkIsNoGood() {
    assertEquals(SECOND, failed(SECOND, EhrFailure.of(Kind.UNREACHABLE), true).checkpoint());
    assertEquals(SECOND, failed(SECOND, EhrFailure.of(Kind.SERVER_ERROR), false).checkpoint());
    for (Kind kind : List.of(Kind.GONE, Kind.NOT_FOUND, Kind.REFUSED, Kind.MALFORMED)) {
      assertEquals(Checkpoint.idle(Optional.of(OLD)), failed(SECOND, EhrFailure.of(kind), false).checkpoint());
    }
    // Some say an expired link with a 500: the second time it is believed.
    assertEquals(Checkpoint.idle(Optional.of(OLD)), failed(SECOND, EhrFailure.of(Kind.SERVER_ERROR), true).checkpoint());
  }

  @Test
  void theEhrsWishToWaitIsKeptWithinReason() {
    assertEquals(RETRY.plusSeconds(60), throttled(RETRY.plusSeconds(60)).due());
    assertEquals(RETRY, throttled(RETRY.minusSeconds(60)).due());
    assertEquals(LATEST, throttled(LATEST.plusSeconds(60)).due());
  }

  private static Fail throttled(Instant retryAfter) {
    return failed(SECOND, new EhrFailure(Kind.THROTTLED, 429, List.of(), Optional.of(retryAfter)), false);
  }

  private static Fail failed(Checkpoint at, EhrFailure failure, boolean failed) {
    return (Fail) ScheduledPolling.decide(at, new EhrResult.Failed<>(failure), 0, failed, RETRY, LATEST);
  }

  private static ScheduledPollingDecision done(Checkpoint at, Optional<String> next, Optional<Instant> date, Instant... lastUpdated) {
    List<EhrPage.Entry> entries = Stream.of(lastUpdated).map(one -> new EhrPage.Entry("Patient", "p", Optional.of(one), new byte[0])).toList();
    var page = new EhrPage(entries, next.map(URI::create), date);
    return ScheduledPolling.decide(at, new EhrResult.Done<>(page), entries.size(), false, RETRY, LATEST);
  }
}
