package io.mediflow.webhookintake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.change.Checkpoint;
import io.mediflow.testkit.memory.MemoryConnectionStore;
import io.mediflow.testkit.memory.MemoryFlowStore;
import io.mediflow.testkit.memory.MemoryQueues;
import io.mediflow.testkit.memory.MemorySecrets;
import io.mediflow.testkit.memory.TestClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookIntakeActTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final FlowId FLOW = new FlowId("elm", "fhir", RecordType.PATIENT, FlowId.Scope.WHOLE);
  private static final String PATH = "/hooks/elm/fhir/Patient/p1";
  private static final String BODY = """
      {"resourceType":"Patient","id":"p1","meta":{"lastUpdated":"2026-03-02T11:59:59Z"}}""";

  private final MemoryConnectionStore connections = new MemoryConnectionStore();
  private final MemorySecrets secrets = new MemorySecrets().with("hook-elm", Sample.SECRET).with("hook-oak", Sample.SECRET);
  private final MemoryQueues queues = new MemoryQueues();
  private final MemoryFlowStore flows = new MemoryFlowStore();

  @BeforeEach
  void connect() {
    connections.put(Sample.connection("elm", false));
    connections.put(Sample.connection("oak", true));
    connections.put(Sample.connection("ash", false));
    flows.put(new Flow(FLOW, Checkpoint.START, NOW, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0));
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
    secrets.with("hook-elm", "the new one", Sample.SECRET);
    assertEquals(204, answer(Sample.post(PATH, BODY)).status());
    assertEquals(204, answer(Sample.notification("PUT", PATH, "the new one", "application/json", BODY)).status());
    secrets.with("hook-elm", "the new one");
    assertEquals(401, answer(Sample.post(PATH, BODY)).status());
  }

  @Test
  void anEmptySecretProvesNothing() {
    secrets.with("hook-elm", "");
    assertEquals(401, answer(Sample.notification("POST", PATH, "", "application/json", BODY)).status());
  }

  @Test
  void theSenderRepeatsWhatTheQueueDidNotTakeOrAPausedConnectionDidNotWant() {
    assertEquals(503, act(changes -> {
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
    assertEquals(413, answer(Sample.post(PATH, " ".repeat(1025))).status());
    assertTrue(queues.changes.isEmpty());
  }

  private WebhookIntakeAct.Answer answer(Notification notification) {
    return act(queues.changeQueue).take(notification);
  }

  private WebhookIntakeAct act(ChangeQueue queue) {
    var config = new WebhookIntakeConfig() {
      @Override
      public int mostBytes() {
        return 1024;
      }

      @Override
      public int mostDepth() {
        return 64;
      }
    };
    return new WebhookIntakeAct(connections, secrets, queue, flows, Sample.PACKAGES, config, new TestClock(NOW));
  }
}
