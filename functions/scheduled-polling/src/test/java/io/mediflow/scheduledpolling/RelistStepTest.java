package io.mediflow.scheduledpolling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Checkpoint.Walk;
import io.mediflow.model.change.Listing;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.packages.Relist.Span;
import java.net.URI;
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

class RelistStepTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final RelistStep.Patience PATIENCE =
      new RelistStep.Patience(3, NOW.plusSeconds(30), NOW.plusSeconds(3600));
  private static final String LINK = "https://ehr.example/fhir?page=2";
  private static final Checkpoint FIRST = at(Optional.empty(), 0);
  private static final Checkpoint SECOND = at(Optional.of(LINK), 0);

  @Test
  void aPageWithALinkIsNotTheEndAlsoWhenItIsEmpty() {
    RelistDecision next = RelistStep.decide(FIRST, page(Optional.of(LINK)), 0, false, PATIENCE);
    assertEquals(new RelistDecision.NextPage(new Checkpoint(Optional.empty(), Optional.of(NOW), Optional.of(LINK), Optional.empty(),
        5, 9, FIRST.walk())), next);
    RelistDecision last = RelistStep.decide(SECOND, page(Optional.empty()), 2, false, PATIENCE);
    assertEquals(new RelistDecision.Listed(new Checkpoint(Optional.empty(), Optional.of(NOW), Optional.empty(), Optional.empty(),
        5, 11, new Walk(Optional.of("p2"), Optional.empty(), 0, 1))), last);
  }

  @Test
  void aPageThatFollowsItselfIsNoPage() {
    assertInstanceOf(RelistDecision.Again.class, RelistStep.decide(SECOND, page(Optional.of(LINK)), 0, false, PATIENCE));
    assertInstanceOf(RelistDecision.PassedOver.class, RelistStep.decide(SECOND, page(Optional.of(LINK)), 0, true, PATIENCE));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyKindOfFailureEitherStopsTheWindowOrPassesOverTheSubject(Kind kind) {
    RelistDecision first = RelistStep.decide(FIRST, failed(kind), 0, false, PATIENCE);
    RelistDecision link = RelistStep.decide(SECOND, failed(kind), 0, false, PATIENCE);
    if (kind.ehrAway()) {
      assertEquals(Optional.of("p2"), assertInstanceOf(RelistDecision.Fail.class, first).checkpoint().walk().subject());
      assertEquals(Optional.of(LINK), assertInstanceOf(RelistDecision.Fail.class, link).checkpoint().next());
    } else {
      RelistDecision.PassedOver over = assertInstanceOf(RelistDecision.PassedOver.class, first);
      assertEquals(kind.name(), over.failure());
      assertEquals(new Walk(Optional.of("p2"), Optional.empty(), 0, 2), over.checkpoint().walk());
      assertEquals(Optional.empty(), assertInstanceOf(RelistDecision.Again.class, link).checkpoint().next());
      assertInstanceOf(RelistDecision.PassedOver.class, RelistStep.decide(SECOND, failed(kind), 0, true, PATIENCE));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UNREACHABLE, 2, FAIL, 2, true", "THROTTLED, 2, FAIL, 2, true", "SERVER_ERROR, 0, FAIL, 1, true",
    "SERVER_ERROR, 1, FAIL, 2, false", "BROKEN, 1, FAIL, 2, false", "SERVER_ERROR, 2, OVER, 0, false"
  })
  void whatTheEhrFailsToMakeIsPassedOverInTheEnd(Kind kind, int failed, String outcome, int then, boolean keepsItsLink) {
    RelistDecision decision = RelistStep.decide(at(Optional.of(LINK), failed), failed(kind), 0, false, PATIENCE);
    assertEquals(outcome.equals("FAIL"), decision instanceof RelistDecision.Fail);
    assertEquals(outcome.equals("OVER"), decision instanceof RelistDecision.PassedOver);
    assertEquals(then, decision.checkpoint().walk().failed());
    assertEquals(keepsItsLink, decision.checkpoint().next().isPresent());
  }

  @Test
  void theEhrsWishToWaitIsHeardWithinReason() {
    assertEquals(NOW.plusSeconds(30), due(Optional.empty()));
    assertEquals(NOW.plusSeconds(30), due(Optional.of(NOW.plusSeconds(5))));
    assertEquals(NOW.plusSeconds(90), due(Optional.of(NOW.plusSeconds(90))));
    assertEquals(NOW.plusSeconds(3600), due(Optional.of(NOW.plusSeconds(9999))));
  }

  @Test
  void onlyWhatShouldHaveBeenListedIsSuspect() {
    Optional<Span> span = Optional.of(new Span(NOW, NOW.plus(Duration.ofDays(2))));
    Listing last = Listing.NONE.with(Map.of(
        "Appointment/before", entry(Optional.of(NOW.minusSeconds(1))), "Appointment/first", entry(Optional.of(NOW)),
        "Appointment/end", entry(Optional.of(NOW.plus(Duration.ofDays(2)))), "Appointment/undated", entry(Optional.empty()),
        "Appointment/there", entry(Optional.of(NOW.plusSeconds(9))), "?/hash", entry(Optional.empty())));
    Listing seen = Listing.NONE.with(Map.of("Appointment/there", new Listing.Entry("other", Optional.of(NOW))));

    assertEquals(List.of("Appointment/first", "Appointment/undated"), RelistStep.suspects(last, seen, span));
    assertEquals(List.of("Appointment/before", "Appointment/end", "Appointment/first", "Appointment/undated"),
        RelistStep.suspects(last, seen, Optional.empty()));
    Listing next = RelistStep.next(new Listing(last.entries(), 7), seen, span);
    assertEquals(Set.of("Appointment/there", "Appointment/end"), next.entries().keySet(), "what lies ahead stays known");
    assertEquals("other", next.entries().get("Appointment/there").hash());
    assertEquals(7, next.version());
  }

  @Test
  void aWindowEndsAndBeginsAnew() {
    assertTrue(RelistStep.nothingListed(new Checkpoint(
        Optional.empty(), Optional.of(NOW), Optional.empty(), Optional.empty(), 0, 0, new Walk(Optional.of("p2"), Optional.empty(), 0, 1))));
    assertFalse(RelistStep.nothingListed(FIRST));
    assertFalse(RelistStep.nothingListed(Checkpoint.START));
    assertEquals(1, RelistStep.whole(FIRST).walk().skipped());
    assertEquals(Optional.empty(), RelistStep.whole(FIRST).started());
    assertEquals(Optional.of(NOW), RelistStep.fromTheStart(FIRST, true).started());
    assertEquals(Optional.empty(), RelistStep.fromTheStart(FIRST, false).started());
    assertEquals(Optional.of("p9"), RelistStep.at(Checkpoint.START, "p9").walk().subject());
    assertEquals(SECOND, RelistStep.at(SECOND, "p2"));
  }

  private static Instant due(Optional<Instant> wish) {
    EhrFailure failure = new EhrFailure(Kind.THROTTLED, 429, List.of(), wish);
    return assertInstanceOf(RelistDecision.Fail.class,
        RelistStep.decide(FIRST, new EhrResult.Failed<>(failure), 0, false, PATIENCE)).due();
  }

  private static Listing.Entry entry(Optional<Instant> at) {
    return new Listing.Entry("hash", at);
  }

  private static Checkpoint at(Optional<String> next, int failed) {
    return new Checkpoint(Optional.empty(), Optional.of(NOW), next, Optional.empty(), 4, 9,
        new Walk(Optional.of("p1"), Optional.of("p2"), failed, 1));
  }

  private static EhrResult<EhrPage> page(Optional<String> next) {
    return new EhrResult.Done<>(new EhrPage(List.of(), next.map(URI::create), Optional.of(NOW)));
  }

  private static EhrResult<EhrPage> failed(Kind kind) {
    return new EhrResult.Failed<>(EhrFailure.of(kind));
  }
}
