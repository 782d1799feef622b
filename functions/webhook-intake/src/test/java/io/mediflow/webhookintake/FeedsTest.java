package io.mediflow.webhookintake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeIds;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.record.RecordType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedsTest {

  static final String MESSAGE = "MSH|^~\\&|ELMPM|ELMSTREET|MEDIFLOW|MEDIFLOW|20260301090122||ADT^A04^ADT_A01|7|P|2.5.1\r"
      + "PID|1||E1^^^E^MR||Ærø^Ida\r";
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final String PATH = "/hooks/yew/feed";

  private final Bench bench = new Bench(NOW);

  @ParameterizedTest
  @ValueSource(strings = {"application/hl7-v2", "x-application/hl7-v2+er7", "Text/Plain; charset=utf-8"})
  void aMessageIsQueuedWholeAndItsFlowsKnowOfIt(String type) {
    FlowId patients = new FlowId("yew", "feed", RecordType.PATIENT, FlowId.Scope.WHOLE);
    bench.flow(patients, NOW);

    assertEquals(204, post(PATH, type, MESSAGE, StandardCharsets.UTF_8).status());

    Change change = bench.queues.changes.getFirst();
    assertEquals(MESSAGE, change.body());
    assertNull(change.resourceType());
    assertNull(change.sourceId());
    assertEquals(ChangeIds.of("yew", "feed", null, null, MESSAGE.getBytes(StandardCharsets.UTF_8)), change.id());
    assertEquals(NOW.toEpochMilli(), change.fetchStart());
    assertEquals(Optional.of(NOW), bench.flows.find(patients).orElseThrow().lastNotification());
  }

  @Test
  void aBatchTravelsAsOne() {
    for (String body : List.of("FHS|^~\\&\rBHS|^~\\&\r" + MESSAGE + MESSAGE + "BTS|2\rFTS|1\r", "\uFEFF" + MESSAGE,
        "\u000b" + MESSAGE + "\u001c\r", "\r\n" + MESSAGE + MESSAGE)) {
      assertEquals(204, post(PATH, "application/hl7-v2", body, StandardCharsets.UTF_8).status());
      assertEquals(body, bench.queues.changes.removeLast().body());
    }
    assertTrue(bench.queues.changes.isEmpty());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      /hooks/yew/feed            | application/hl7-v2  | PID,1      | UTF-8      | 400 | no-message
      /hooks/yew/feed            | application/hl7-v2  | MS         | UTF-8      | 400 | no-message
      /hooks/yew/feed            | application/hl7-v2  | {}         | UTF-8      | 400 | no-message
      /hooks/yew/feed            | application/hl7-v2  | ``         | UTF-8      | 400 | about-nothing
      /hooks/yew/feed            | application/hl7-v2  | MSH,Ærø    | ISO-8859-1 | 400 | not-utf-8
      /hooks/yew/feed            | application/hl7-v2  | MSH,a      | UTF-16     | 400 | not-utf-8
      /hooks/yew/feed            | application/json    | MSH,a      | UTF-8      | 415 | content-type
      /hooks/yew/feed/Patient/p1 | application/hl7-v2  | MSH,a      | UTF-8      | 404 | path
      /hooks/elm/fhir            | application/hl7-v2  | MSH,a      | UTF-8      | 415 | content-type
      /hooks/elm/feed            | application/hl7-v2  | MSH,a      | UTF-8      | 401 | not-proved
      """)
  void whatIsNoMessageIsRefusedWithTheRemedy(String path, String type, String body, String charset, int status, String reason) {
    WebhookIntakeAct.Answer answer = post(path, type, body, Charset.forName(charset));

    assertEquals(status, answer.status());
    assertTrue(!answer.body().isBlank() && !answer.body().contains("Ærø"));
    assertEquals(Map.of(reason, 1L), bench.counted(WebhookIntakeAct.REFUSED));
    assertTrue(bench.queues.changes.isEmpty());
  }

  @Test
  void theSenderIsProvedBeforeAnythingElse() {
    for (String secret : List.of("", "another")) {
      assertEquals(401, bench.act.take(new Notification("POST", PATH,
          Map.of("x-mediflow-secret", secret, "content-type", "text/xml"), "<a/>".getBytes(StandardCharsets.UTF_8))).status());
    }
  }

  @Test
  void whatTheQueueDoesNotTakeIsNotAnsweredFor() {
    WebhookIntakeAct act = bench.with(changes -> {
      throw new IllegalStateException("the queue is away");
    });
    assertEquals(503, act.take(notification(PATH, "application/hl7-v2", MESSAGE.getBytes(StandardCharsets.UTF_8))).status());
    assertEquals(413, act.take(notification(PATH, "application/hl7-v2", new byte[Bench.MOST_BYTES + 1])).status());
  }

  private WebhookIntakeAct.Answer post(String path, String type, String body, Charset charset) {
    return bench.act.take(notification(path, type, body.getBytes(charset)));
  }

  private static Notification notification(String path, String type, byte[] body) {
    return new Notification("POST", path,
        Map.of("x-mediflow-secret", Sample.SECRET, "x-hook-secret", Sample.SECRET, "content-type", type), body);
  }
}
