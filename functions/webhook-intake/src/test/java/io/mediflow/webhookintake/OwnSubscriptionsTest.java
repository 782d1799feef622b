package io.mediflow.webhookintake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.Subscription;
import io.mediflow.model.record.RecordType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What notifications of a subscription that we made ourselves lead to. */
class OwnSubscriptionsTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(3600);
  private static final FlowId LISTED = new FlowId("oat", "fhir", RecordType.PATIENT, FlowId.Scope.WHOLE);
  private static final FlowId TOLD = new FlowId("oat", "fhir", RecordType.PATIENT, FlowId.Scope.TOLD);

  private final Bench bench = new Bench(NOW);

  @BeforeEach
  void subscribed() {
    bench.flow(LISTED, LATER);
    bench.flow(TOLD, LATER);
    subscribed(true);
  }

  private void subscribed(boolean counts) {
    bench.subscriptions.put("oat", "fhir", new Subscription(
        RecordType.PATIENT, "Patient?", "s1", "active", Optional.empty(), "c", NOW, 0, Optional.empty(), counts));
  }

  @Test
  void aGapIsAskedForAndTheCountWaitsForTheAnswer() {
    notice(1);
    assertEquals(LATER, due(TOLD));
    notice(3);
    assertEquals(List.of(NOW, LATER), List.of(due(TOLD), due(LISTED)));
    assertEquals(OptionalLong.of(1), bench.numbers.last("oat", "fhir", Notices.COUNTED));
    assertEquals(2, bench.queues.changes.size());
  }

  @Test
  void whileNobodyAsksAGapIsListed() {
    Flow told = bench.flows.find(TOLD).orElseThrow();
    bench.flows.put(new Flow(TOLD, told.checkpoint(), LATER, Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.of("UNREACHABLE"), told.version()));
    notice(2);
    assertEquals(List.of(LATER, NOW), List.of(due(TOLD), due(LISTED)));
    assertEquals(OptionalLong.of(2), bench.numbers.last("oat", "fhir", Notices.COUNTED));
  }

  @Test
  void whereTheEhrDoesNotSayHowManyEventsThereWereAGapIsListed() {
    subscribed(false);
    notice(2);
    assertEquals(List.of(LATER, NOW), List.of(due(TOLD), due(LISTED)));
    assertEquals(OptionalLong.of(2), bench.numbers.last("oat", "fhir", Notices.COUNTED));
  }

  @Test
  void aSubscriptionThatSomebodyElseMadeIsListed() {
    bench.subscriptions.remove("oat", "fhir", bench.subscriptions.of("oat", "fhir").getFirst());
    notice(2);
    assertEquals(List.of(LATER, NOW), List.of(due(TOLD), due(LISTED)));
  }

  @Test
  void eventsAndHeartbeatsAreSignsOfLife() {
    notice(1);
    assertEquals(Optional.of(NOW), bench.flows.find(TOLD).orElseThrow().lastNotification());
    bench.clock.advance(Duration.ofMinutes(5));
    send(Notices.r4("heartbeat").since(1));
    assertEquals(Optional.of(bench.clock.instant()), bench.flows.find(TOLD).orElseThrow().lastNotification());
  }

  @Test
  void whatIsOnlyPushedIsHeardWithEachMessageOfItsInterface() {
    FlowId patients = new FlowId("yew", "feed", RecordType.PATIENT, FlowId.Scope.PUSHED);
    FlowId slots = new FlowId("yew", "feed", RecordType.SLOT, FlowId.Scope.PUSHED);
    bench.flow(patients, LATER);
    bench.flow(slots, LATER);
    assertEquals(204, bench.act.take(new Notification("POST", "/hooks/yew/feed",
        Map.of("x-mediflow-secret", Sample.SECRET, "content-type", "application/hl7-v2"),
        "MSH|^~\\&|A|B|C|D|20260302||ADT^A04|C1|P|2.5.1\r".getBytes(StandardCharsets.UTF_8))).status());
    assertEquals(Optional.of(NOW), bench.flows.find(patients).orElseThrow().lastNotification());
    assertEquals(Optional.of(NOW), bench.flows.find(slots).orElseThrow().lastNotification());
    assertEquals(LATER, due(patients), "and is due as before");
  }

  private Instant due(FlowId id) {
    return bench.flows.find(id).orElseThrow().due();
  }

  private void notice(long number) {
    send(Notices.r4("event-notification").about(number, "Patient/p" + number));
  }

  private void send(Notices notice) {
    assertEquals(204, bench.act.take(Sample.post("/hooks/oat/fhir", notice.toString())).status());
  }
}
