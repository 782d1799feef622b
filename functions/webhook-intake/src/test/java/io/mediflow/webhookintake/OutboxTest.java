package io.mediflow.webhookintake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.outbound.OutboundMessages;
import io.mediflow.model.outbound.OutboundOutcome;
import io.mediflow.model.outbound.OutboundOutcome.Result;
import io.mediflow.webhookintake.WebhookIntakeAct.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final String PATH = "/hooks/yew/feed/outbound";
  private static final String TAKEN = outcome(1, "accepted", "AA", 1);

  private final Bench bench = new Bench(NOW);
  private final OutboundMessages messages = bench.outbound;

  @BeforeEach
  void queued() {
    messages.put("yew", "feed", "C1", "MSH|one", NOW);
    messages.put("yew", "feed", "C2", "MSH|Ærø", NOW);
  }

  @Test
  void theNextOneIsHandedOutWhenTheOutcomeOfTheOneBeforeIsTold() throws Exception {
    assertEquals("MSH|one", message(ask("{}")));
    assertEquals("MSH|one", message(ask("{}")), "whatever became of the first answer");
    assertEquals("MSH|Ærø", message(ask(TAKEN)));
    assertEquals("MSH|Ærø", message(ask(TAKEN)), "told again, it changes nothing");
    assertEquals("MSH|Ærø", message(ask(outcome(1, "refused", "AE", 2))));
    assertEquals(new OutboundOutcome(Result.ACCEPTED, "AA", "why", 1, NOW), told(1));

    assertEquals(new Answer(204, ""), ask(outcome(2, "unanswered", "", 9)));
    assertEquals(new OutboundOutcome(Result.UNANSWERED, "", "why", 9, NOW), told(2));
    assertEquals(new Answer(204, ""), ask("{}"));
    assertEquals(Map.of("accepted", 1L, "unanswered", 1L), bench.counted(Outbox.METRIC));
    assertTrue(bench.queues.changes.isEmpty());
  }

  @Test
  void nobodyGetsAnythingWithoutASignatureOfNow() {
    assertEquals(401, bench.act.take(new Notification("POST", PATH,
        Map.of("x-mediflow-secret", Sample.SECRET, "content-type", "application/json"), TAKEN.getBytes(StandardCharsets.UTF_8))).status());
    assertEquals(401, ask(PATH, "another", TAKEN, NOW).status());
    assertEquals(401, ask(PATH, Sample.SECRET, TAKEN, NOW.minusSeconds(301)).status());
    assertEquals(401, ask(PATH, Sample.SECRET, TAKEN, NOW.plusSeconds(301)).status());
    assertEquals(401, ask("/hooks/yew/other/outbound", Sample.SECRET, TAKEN, NOW).status());
    assertEquals(Optional.empty(), messages.find("yew", "feed", 1).orElseThrow().outcome());
    assertEquals(404, ask("/hooks/elm/fhir/outbound", Sample.SECRET, "{}", NOW).status(), "an interface without HL7 v2");
    assertEquals(503, ask("/hooks/oak/fhir/outbound", Sample.SECRET, "{}", NOW).status(), "a paused connection");
  }

  @Test
  void twoSecretsAreGoodWhileOneIsRotated() {
    bench.secrets.with("hook-yew", Signed.KEY, Sample.SECRET);
    assertEquals(200, ask("{}").status());
    assertEquals(200, ask(PATH, Signed.KEY, "{}", NOW).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", "[]", "null", "7", "{", "{\"outcome\":null}", "{\"outcome\":{}}", "{\"outcome\":{\"sequence\":0,\"result\":\"accepted\",\"sends\":1}}",
    "{\"outcome\":{\"sequence\":1.5,\"result\":\"accepted\",\"sends\":1}}", "{\"outcome\":{\"sequence\":1,\"result\":\"done\",\"sends\":1}}",
    "{\"outcome\":{\"sequence\":1,\"result\":\"accepted\",\"code\":\"AAA\",\"sends\":1}}", "{\"outcome\":{\"sequence\":1,\"result\":\"accepted\"}}",
    "{\"outcome\":{\"sequence\":1,\"result\":\"accepted\",\"sends\":-1}}", "{\"a\":[[[[[[[[[[]]]]]]]]]]}"
  })
  void whatIsNoReportIsRefusedAndChangesNothing(String body) {
    assertEquals(400, ask(body).status());
    assertEquals(Map.of("no-report", 1L), bench.counted(WebhookIntakeAct.REFUSED));
    assertEquals(2, messages.waiting("yew", "feed").messages());
  }

  @Test
  void whatANewerAgentSaysBesidesIsPassedOver() throws Exception {
    assertEquals("MSH|Ærø", message(ask(TAKEN.replace("{\"outcome", "{\"more\":[1],\"outcome"))));
  }

  @Test
  void longReasonsAreCut() {
    ask(outcome(1, "refused", "AE", 1).replace("why", "w".repeat(5_000)));
    assertEquals(2_000, told(1).text().length());
  }

  private OutboundOutcome told(long sequence) {
    return messages.find("yew", "feed", sequence).orElseThrow().outcome().orElseThrow();
  }

  private Answer ask(String body) {
    return ask(PATH, Sample.SECRET, body, NOW);
  }

  private Answer ask(String path, String secret, String body, Instant at) {
    Map<String, String> headers = new HashMap<>(Signed.standardHeaders(secret, body, at));
    headers.put("content-type", "application/json");
    return bench.act.take(new Notification("POST", path, headers, body.getBytes(StandardCharsets.UTF_8)));
  }

  private static String message(Answer answer) throws Exception {
    assertEquals(200, answer.status());
    JsonNode json = new ObjectMapper().readTree(answer.body());
    assertEquals("C" + json.get("sequence").asInt(), json.get("controlId").asText());
    return json.get("message").asText();
  }

  private static String outcome(long sequence, String result, String code, int sends) {
    return """
        {"outcome":{"sequence":%d,"result":"%s","code":"%s","text":"why","sends":%d}}""".formatted(sequence, result, code, sends);
  }
}
