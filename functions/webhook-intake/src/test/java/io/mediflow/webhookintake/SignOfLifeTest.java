package io.mediflow.webhookintake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.watch.SignOfLife;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignOfLifeTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final String PATH = "/hooks/yew/feed/alive";

  private final Bench bench = new Bench(NOW);

  @Test
  void whatAnAgentSaysOfItselfIsKept() {
    assertEquals(204, say(PATH, Sample.SECRET,
        "{\"queued\":3,\"oldestSeconds\":90,\"refused\":2,\"certificateEnds\":\"2027-03-01T00:00:00Z\",\"more\":1}", NOW));
    assertEquals(Optional.of(new SignOfLife("yew", "feed", NOW, 3, Duration.ofSeconds(90), 2, Optional.of(Instant.parse("2027-03-01T00:00:00Z")))),
        bench.status.signOfLife("yew", "feed"));
    assertEquals(204, say(PATH, Sample.SECRET, "{\"queued\":0,\"oldestSeconds\":0,\"refused\":0}", NOW));
    assertEquals(Optional.of(new SignOfLife("yew", "feed", NOW, 0, Duration.ZERO, 0, Optional.empty())), bench.status.signOfLife("yew", "feed"));
    assertTrue(bench.queues.changes.isEmpty());
  }

  @Test
  void whoSendsItAgainToTheOutboxGetsNoMessage() {
    assertEquals(400, say("/hooks/yew/feed/outbound", Sample.SECRET, "{\"queued\":0,\"oldestSeconds\":0,\"refused\":0}", NOW));
    assertEquals(204, say("/hooks/yew/feed/outbound", Sample.SECRET, "{}", NOW));
  }

  @Test
  void nobodySaysItForAnAgentWithoutASignatureOfNow() {
    String body = "{\"queued\":0,\"oldestSeconds\":0,\"refused\":0}";
    assertEquals(401, say(PATH, "another", body, NOW));
    assertEquals(401, say(PATH, Sample.SECRET, body, NOW.minusSeconds(301)));
    assertEquals(404, say("/hooks/elm/fhir/alive", Sample.SECRET, body, NOW), "an interface without HL7 v2");
    assertEquals(Optional.empty(), bench.status.signOfLife("yew", "feed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"queued\":1,\"oldestSeconds\":1}", "{\"queued\":-1,\"oldestSeconds\":0,\"refused\":0}",
    "{\"queued\":1.5,\"oldestSeconds\":0,\"refused\":0}", "{\"queued\":\"1\",\"oldestSeconds\":0,\"refused\":0}",
    "{\"queued\":0,\"oldestSeconds\":99999999999,\"refused\":0}", "{\"queued\":0,\"oldestSeconds\":0,\"refused\":0,\"certificateEnds\":\"soon\"}"})
  void whatIsNoSignOfLifeIsRefused(String body) {
    assertEquals(400, say(PATH, Sample.SECRET, body, NOW));
    assertEquals(Optional.empty(), bench.status.signOfLife("yew", "feed"));
  }

  private int say(String path, String secret, String body, Instant at) {
    Map<String, String> headers = new HashMap<>(Signed.standardHeaders(secret, body, at));
    headers.put("content-type", "application/json");
    return bench.act.take(new Notification("POST", path, headers, body.getBytes(StandardCharsets.UTF_8))).status();
  }
}
