package io.mediflow.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.record.RecordType;
import io.mediflow.watch.Freshness.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FreshnessTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  @Test
  void aFlowIsAsOldAsTheOldestOfWindowPendingFetchAndMarker() {
    Flow flow = flow(minutesAgo(4), Optional.empty(), NOW.plusSeconds(60));
    assertIs(Duration.ofMinutes(4), Cause.WINDOW, of(flow, Optional.empty(), minutesAgo(1)));
    assertIs(Duration.ofMinutes(9), Cause.PENDING_FETCH, of(flow, minutesAgo(9), minutesAgo(1)));
    assertIs(Duration.ofMinutes(30), Cause.QUEUE, of(flow, minutesAgo(9), minutesAgo(30)));
    assertIs(Duration.ofMinutes(4), Cause.WINDOW, of(flow, Optional.empty(), Optional.empty()));
  }

  @Test
  void onlyAFlowThatTheEhrTellsByItselfLivesFromNotifications() {
    Flow flow = flow(minutesAgo(40), minutesAgo(2), NOW.plusSeconds(60));
    assertIs(Duration.ofMinutes(40), Cause.WINDOW, of(flow, Optional.empty(), Optional.empty()));
    assertIs(Duration.ofMinutes(2), Cause.WINDOW, of(told(flow), Optional.empty(), Optional.empty()));
  }

  @Test
  void aFirstSyncIsAsOldAsItsFirstAttemptAlsoWhileSomebodyGoesOnWithIt() {
    Flow planned = flow(Optional.empty(), Optional.empty(), NOW.plusSeconds(120));
    assertIs(Duration.ZERO, Cause.FIRST_SYNC, of(planned, Optional.empty(), Optional.empty()));
    Flow running = started(minutesAgo(20), NOW.plusSeconds(45));
    assertIs(Duration.ofMinutes(20), Cause.FIRST_SYNC, of(running, Optional.empty(), Optional.empty()));
    Flow left = flow(Optional.empty(), Optional.empty(), NOW.minusSeconds(1800));
    assertIs(Duration.ofMinutes(30), Cause.FIRST_SYNC, of(left, Optional.empty(), Optional.empty()));
    assertFalse(of(left, Optional.empty(), Optional.empty()).complete());
  }

  @Test
  void whatIsAskedOfTheEhrIsSaidInPlainWords() {
    assertEquals("signing in", Words.operation("token"));
    assertEquals("searching appointments", Words.operation("appointment.search"));
    assertEquals("reading visits", Words.operation("encounter.read"));
    assertEquals("writing medications", Words.operation("medicationrequest.patch"));
    assertEquals("searching records", Words.operation("page.search"));
    assertEquals("keeping our subscription", Words.operation("subscription.update"));
    assertEquals("showing that it is there", Words.operation("metadata"));
  }

  @Test
  void durationsAreSaidAsPeopleSayThem() {
    assertEquals("1 second", Words.duration(Duration.ofSeconds(1)));
    assertEquals("59 seconds", Words.duration(Duration.ofSeconds(59)));
    assertEquals("1 minute", Words.duration(Duration.ofSeconds(60)));
    assertEquals("119 minutes", Words.duration(Duration.ofSeconds(7199)));
    assertEquals("2 hours", Words.duration(Duration.ofHours(2)));
    assertEquals("2 days", Words.duration(Duration.ofHours(48)));
  }

  @Test
  void whatIsOnlyPushedIsAsFreshAsWhatWasHeardOrWhatItsAgentHasDelivered() {
    Flow fresh = pushed(Optional.empty());
    assertIs(Duration.ofMinutes(90), Cause.WINDOW, Freshness.of(fresh, Optional.empty(), Optional.empty(), minutesAgo(1), NOW));
    assertTrue(Freshness.of(fresh, Optional.empty(), Optional.empty(), minutesAgo(1), NOW).complete(), "there is no first sync of it");
    Flow heard = pushed(minutesAgo(40));
    assertIs(Duration.ofMinutes(40), Cause.WINDOW, Freshness.of(heard, Optional.empty(), Optional.empty(), minutesAgo(1), NOW));
    assertIs(Duration.ofMinutes(2), Cause.WINDOW, Freshness.of(heard, minutesAgo(2), Optional.empty(), minutesAgo(1), NOW));
    assertIs(Duration.ofMinutes(50), Cause.PENDING_FETCH, Freshness.of(heard, minutesAgo(2), minutesAgo(50), minutesAgo(1), NOW));
    assertEquals(minutesAgo(40).get(), Freshness.silentSince(heard), "an agent that lives is no message");
    assertEquals(minutesAgo(90).get(), Freshness.silentSince(fresh));
  }

  private static Flow pushed(Optional<Instant> notification) {
    return new Flow(new FlowId("elm", "feed", RecordType.PATIENT, FlowId.Scope.PUSHED),
        new Checkpoint(Optional.empty(), minutesAgo(90), Optional.empty(), Optional.empty(), 0, 0), Instant.parse("9999-12-31T00:00:00Z"),
        Optional.empty(), Optional.empty(), notification, Optional.empty(), 1);
  }

  private static void assertIs(Duration age, Cause cause, Freshness found) {
    assertEquals(age, found.age(NOW));
    assertEquals(cause, found.heldBy());
  }

  private static Freshness of(Flow flow, Optional<Instant> pending, Optional<Instant> marker) {
    return Freshness.of(flow, Optional.empty(), pending, marker, NOW);
  }

  private static Flow told(Flow flow) {
    return new Flow(new FlowId("elm", "fhir", RecordType.PATIENT, FlowId.Scope.TOLD), flow.checkpoint(), flow.due(), flow.holder(),
        flow.lastCompleteWindow(), flow.lastNotification(), flow.failure(), flow.version());
  }

  private static Optional<Instant> minutesAgo(int minutes) {
    return Optional.of(NOW.minusSeconds(60L * minutes));
  }

  private static Flow started(Optional<Instant> at, Instant due) {
    return new Flow(new FlowId("elm", "fhir", RecordType.PATIENT, FlowId.Scope.WHOLE),
        new Checkpoint(Optional.empty(), at, Optional.empty(), Optional.empty(), 0, 0), due,
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 1);
  }

  private static Flow flow(Optional<Instant> window, Optional<Instant> notification, Instant due) {
    return new Flow(new FlowId("elm", "fhir", RecordType.PATIENT, FlowId.Scope.WHOLE), Checkpoint.START, due,
        Optional.empty(), window, notification, Optional.empty(), 1);
  }
}
