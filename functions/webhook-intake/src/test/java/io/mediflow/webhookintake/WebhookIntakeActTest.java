package io.mediflow.webhookintake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.watch.NotificationGaps;
import io.mediflow.model.change.Change;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.record.RecordType;
import io.mediflow.testkit.memory.MemoryFlowStore;
import io.mediflow.testkit.memory.MemoryQueues;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookIntakeActTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(3600);
  private static final FlowId PATIENTS = new FlowId("fir", "fhir", RecordType.PATIENT, FlowId.Scope.WHOLE);
  private static final FlowId FLOW = new FlowId("elm", "fhir", RecordType.PATIENT, FlowId.Scope.WHOLE);
  private static final String PATH = "/hooks/elm/fhir/Patient/p1";
  private static final String BODY = """
      {"resourceType":"Patient","id":"p1","meta":{"lastUpdated":"2026-03-02T11:59:59Z"}}""";

  private final Bench bench = new Bench(NOW);
  private final MemoryFlowStore flows = bench.flows;
  private final MemoryQueues queues = bench.queues;

  @BeforeEach
  void connect() {
    bench.flow(FLOW, NOW);
  }

  @Test
  void aProvedNotificationIsQueuedAndItsFlowKnowsOfIt() {
    assertEquals(204, answer(Sample.post(PATH, BODY)).status());
    assertEquals(1, queues.changes.size());
    assertEquals(BODY, queues.changes.getFirst().body());
    assertEquals(Optional.of(NOW), flows.find(FLOW).orElseThrow().lastNotification());
  }

  @Test
  void whateverIsNotProvedGetsOneAnswer() {
    Set<WebhookIntakeAct.Answer> answers = Stream.of(
            Sample.notification("POST", PATH, "another secret", "application/json", BODY),
            Sample.notification("POST", PATH, "", "application/json", BODY),
            Sample.notification("POST", PATH, Sample.SECRET + "x", "application/json", BODY),
            Sample.notification("POST", "/hooks/oak/fhir/Patient/p1", "another secret", "application/json", BODY),
            Sample.post("/hooks/nobody/fhir/Patient/p1", BODY),
            Sample.post("/hooks/elm/other/Patient/p1", BODY),
            Sample.post("/hooks/ash/fhir/Patient/p1", BODY)) // its secret was never made
        .map(this::answer).collect(Collectors.toSet());
    assertEquals(1, answers.size());
    assertEquals(401, answers.iterator().next().status());
    assertTrue(queues.changes.isEmpty());
  }

  @Test
  void bothSecretsAreTakenDuringARotation() {
    bench.secrets.with("hook-elm", "the new one", Sample.SECRET);
    assertEquals(204, answer(Sample.post(PATH, BODY)).status());
    assertEquals(204, answer(Sample.notification("PUT", PATH, "the new one", "application/json", BODY)).status());
    bench.secrets.with("hook-elm", "the new one");
    assertEquals(401, answer(Sample.post(PATH, BODY)).status());
  }

  @Test
  void anEmptySecretProvesNothing() {
    bench.secrets.with("hook-elm", "");
    assertEquals(401, answer(Sample.notification("POST", PATH, "", "application/json", BODY)).status());
  }

  @Test
  void theSenderRepeatsWhatTheQueueDidNotTakeOrAPausedConnectionDidNotWant() {
    assertEquals(503, bench.with(changes -> {
      throw new IllegalStateException("the queue is away");
    }).take(Sample.post(PATH, BODY)).status());
    assertEquals(Optional.empty(), flows.find(FLOW).orElseThrow().lastNotification());
    assertEquals(503, answer(Sample.post("/hooks/oak/fhir/Patient/p1", BODY)).status());
    assertTrue(queues.changes.isEmpty());
  }

  @Test
  void methodPathAndSizeAreLimited() {
    assertEquals(405, answer(Sample.notification("GET", PATH, Sample.SECRET, "application/json", "")).status());
    for (String path : List.of("/", "/hooks/elm", "/hooks/elm/fhir/Patient", "/hooks/elm/fhir/Patient/p1/_history", "/hooks/elm/fhir/Patient/p%2F1")) {
      assertEquals(404, answer(Sample.post(path, BODY)).status(), path);
    }
    assertEquals(413, answer(Sample.post(PATH, " ".repeat(20_000))).status());
    assertTrue(queues.changes.isEmpty());
  }

  @Test
  void whyNotificationsAreRefusedIsCountedWithoutAnyOfTheirValues() {
    bench.act.take(Sample.notification("POST", PATH, "wrong", "application/json", BODY));
    bench.act.take(Sample.post("/hooks/nobody/fhir", BODY));
    bench.act.take(Sample.post("/elsewhere", BODY));
    bench.act.take(Sample.post(PATH, " ".repeat(20_000)));
    bench.act.take(Sample.notification("POST", PATH, Sample.SECRET, "application/fhir+xml", "<Patient/>"));
    bench.act.take(Signed.standard("/hooks/fir/fhir", Signed.KEY, BODY, NOW.minusSeconds(301)));
    assertEquals(Map.of("not-proved", 2L, "path", 1L, "too-large", 1L, "content-type", 1L, "outside-window", 1L),
        bench.counted(WebhookIntakeAct.REFUSED));
  }

  @Test
  void aGapMakesTheFlowsThatTheSubscriptionFeedsDue() {
    bench.flow(PATIENTS, LATER);
    bench.flow(new FlowId("fir", "fhir", RecordType.APPOINTMENT, FlowId.Scope.WHOLE), LATER);
    assertEquals(204, notice(event(1)));
    assertEquals(204, notice(event(2)));
    assertEquals(LATER, bench.flows.find(PATIENTS).orElseThrow().due());
    assertEquals(204, notice(event(4)));
    assertEquals(NOW, bench.flows.find(PATIENTS).orElseThrow().due());
    assertEquals(Set.of(FLOW, PATIENTS), Set.copyOf(bench.flows.due(NOW, null, 10).items()), "the topic is about patients");
    assertEquals(Map.of("listed", 1L), bench.counted(NotificationGaps.METRIC));
    assertEquals(OptionalLong.of(4), bench.numbers.last("fir", "fhir", Notices.COUNTED));
    assertEquals(3, bench.queues.changes.size());
  }

  @Test
  void duplicatesAndDisorderMakeNoMoreOfIt() {
    bench.flow(PATIENTS, LATER);
    List.of(event(1), event(1), event(2), event(1)).forEach(this::notice);
    assertEquals(LATER, bench.flows.find(PATIENTS).orElseThrow().due());
    assertEquals(2, bench.queues.changes.stream().map(Change::id).distinct().count());
    assertEquals(OptionalLong.of(2), bench.numbers.last("fir", "fhir", Notices.COUNTED));
  }

  @Test
  void whileAWindowRunsTheCountStaysSoThatTheNextHeartbeatAsksAgain() {
    Flow flow = bench.flow(PATIENTS, LATER);
    bench.numbers.reached("fir", "fhir", Notices.COUNTED, 1);
    Flow runs = bench.flows.put(held(flow, Optional.of("holder"))).orElseThrow();
    assertEquals(204, notice(event(3)));
    assertEquals(OptionalLong.of(1), bench.numbers.last("fir", "fhir", Notices.COUNTED));
    bench.flows.put(held(bench.flows.find(PATIENTS).orElse(runs), Optional.empty())).orElseThrow();
    assertEquals(204, notice(Notices.r4("heartbeat").since(3)));
    assertEquals(NOW, bench.flows.find(PATIENTS).orElseThrow().due());
    assertEquals(OptionalLong.of(3), bench.numbers.last("fir", "fhir", Notices.COUNTED));
  }

  @Test
  void whatNoFlowListsIsCounted() {
    assertEquals(204, notice(event(3)));
    assertEquals(Map.of("not-listed", 1L), bench.counted(NotificationGaps.METRIC));
  }

  @Test
  void aHeartbeatIsASignOfLifeAndQueuesNothing() {
    bench.flow(PATIENTS, LATER);
    assertEquals(204, notice(Notices.r4b("heartbeat").since(0)));
    assertEquals(Optional.of(NOW), bench.flows.find(PATIENTS).orElseThrow().lastNotification());
    assertEquals(204, notice(Notices.r4b("handshake").since(0)));
    assertEquals(LATER, bench.flows.find(PATIENTS).orElseThrow().due());
    assertTrue(bench.queues.changes.isEmpty());
  }

  @Test
  void aHandshakeBeginsTheCountAnew() {
    notice(Notices.r4("heartbeat").since(9));
    notice(Notices.r4("handshake").since(0));
    assertEquals(OptionalLong.of(0), bench.numbers.last("fir", "fhir", Notices.COUNTED));
    bench.flow(PATIENTS, LATER);
    notice(event(1));
    assertEquals(LATER, bench.flows.find(PATIENTS).orElseThrow().due());
  }

  @Test
  void theCountStaysWhenTheQueueDidNotTakeTheEvent() {
    assertEquals(503, bench.with(changes -> {
      throw new IllegalStateException("the queue is away");
    }).take(Signed.standard("/hooks/fir/fhir", Signed.KEY, event(1).toString(), NOW)).status());
    assertEquals(OptionalLong.empty(), bench.numbers.last("fir", "fhir", Notices.COUNTED));
  }

  private static Notices event(long number) {
    return Notices.r4("event-notification").about(number, "Patient/p" + number);
  }

  private int notice(Notices notice) {
    return answer(Signed.standard("/hooks/fir/fhir", Signed.KEY, notice.toString(), NOW)).status();
  }

  private static Flow held(Flow flow, Optional<String> holder) {
    return new Flow(flow.id(), flow.checkpoint(), LATER, holder, flow.lastCompleteWindow(), flow.lastNotification(), flow.failure(),
        flow.version());
  }

  private WebhookIntakeAct.Answer answer(Notification notification) {
    return bench.act.take(notification);
  }
}
