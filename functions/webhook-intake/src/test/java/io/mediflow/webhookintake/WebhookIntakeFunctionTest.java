package io.mediflow.webhookintake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.change.Change;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WebhookIntakeFunctionTest {

  private static final String RESOURCE =
      "{\"resourceType\":\"Patient\",\"id\":\"p1\",\"meta\":{\"lastUpdated\":\"2026-03-02T11:59:59Z\"},\"name\":[{\"family\":\"Ærø\"}]}";

  @BeforeEach
  void empty() {
    MemoryBeans.QUEUES.changes.clear();
  }

  @Test
  void anEventFromTheFunctionUrlIsQueuedAndAnswered() throws Exception {
    assertEquals(204, status(Sample.SECRET, RESOURCE, false));
    String base64 = Base64.getEncoder().encodeToString(RESOURCE.getBytes(StandardCharsets.UTF_8));
    assertEquals(204, status(Sample.SECRET, base64, true));
    assertEquals(2, MemoryBeans.QUEUES.changes.size());
    MemoryBeans.QUEUES.changes.forEach(one -> assertEquals(RESOURCE, one.body()));
  }

  @Test
  void aWrongSecretIsRefused() throws Exception {
    assertEquals(401, status("wrong", RESOURCE, false));
    assertTrue(MemoryBeans.QUEUES.changes.isEmpty());
  }

  @Test
  void aSubscriptionsBundleSignedByStandardWebhooksIsQueued() throws Exception {
    String resource = Notices.patient("p1", "2026-03-02T11:59:59Z");
    String body = Notices.r4("event-notification").about(1, "Patient/p1").entry(resource).toString();
    assertEquals(204, answer("/hooks/fir/fhir", Signed.standardHeaders(Signed.KEY, body, Instant.now()), body, false));
    assertEquals(List.of(resource), MemoryBeans.QUEUES.changes.stream().map(Change::body).toList());
    assertEquals(401, answer("/hooks/fir/fhir", Signed.standardHeaders(Signed.KEY, body, Instant.now().minusSeconds(900)), body, false));
    assertEquals(1, MemoryBeans.QUEUES.changes.size());
  }

  @Test
  void anAgentIsHandedTheNextMessageAsItIs() throws Exception {
    String message = "MSH|^~\\&|MEDIFLOW||ELM||20260301||ADT^A08|C1|P|2.5.1\rPID|1||E1||Ærø^\"Ida\"\r";
    MemoryBeans.OUTBOUND.put("yew", "feed", "C1", message, Instant.now());
    JsonNode answer = event("/hooks/yew/feed/outbound", Signed.standardHeaders(Sample.SECRET, "{}", Instant.now()), "{}", false);
    assertEquals(200, answer.get("statusCode").asInt());
    assertEquals("application/json", answer.get("headers").get("Content-Type").asText());
    JsonNode handed = new ObjectMapper().readTree(answer.get("body").asText());
    assertEquals(message, handed.get("message").asText());
    assertEquals(1, handed.get("sequence").asLong());
  }

  private static int status(String secret, String body, boolean base64) throws Exception {
    return answer("/hooks/elm/fhir/Patient/p1", Map.of("X-Hook-Secret", secret), body, base64);
  }

  private static int answer(String path, Map<String, String> signs, String body, boolean base64) throws Exception {
    return event(path, signs, body, base64).get("statusCode").asInt();
  }

  private static JsonNode event(String path, Map<String, String> signs, String body, boolean base64) throws Exception {
    ObjectMapper json = new ObjectMapper();
    Map<String, String> headers = new TreeMap<>(signs);
    headers.put("content-type", "application/fhir+json");
    String event = """
        {"version":"2.0","rawPath":"%s","rawQueryString":"","headers":%s,
         "requestContext":{"http":{"method":"PUT","path":"%s","protocol":"HTTP/1.1","sourceIp":"192.0.2.1"}},
         "body":%s,"isBase64Encoded":%s}""".formatted(
        path, json.writeValueAsString(headers), path, json.writeValueAsString(body), base64);
    String answer = RestAssured.given().contentType("application/json").body(event).post("/")
        .then().statusCode(200).extract().asString();
    return json.readTree(answer);
  }
}
