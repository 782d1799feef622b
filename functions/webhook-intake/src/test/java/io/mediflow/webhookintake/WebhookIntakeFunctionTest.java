package io.mediflow.webhookintake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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

  private static int status(String secret, String body, boolean base64) throws Exception {
    ObjectMapper json = new ObjectMapper();
    String event = """
        {"version":"2.0","rawPath":"/hooks/elm/fhir/Patient/p1","rawQueryString":"",
         "headers":{"X-Hook-Secret":%s,"content-type":"application/fhir+json"},
         "requestContext":{"http":{"method":"PUT","path":"/hooks/elm/fhir/Patient/p1","protocol":"HTTP/1.1","sourceIp":"192.0.2.1"}},
         "body":%s,"isBase64Encoded":%s}""".formatted(json.writeValueAsString(secret), json.writeValueAsString(body), base64);
    String answer = RestAssured.given().contentType("application/json").body(event).post("/")
        .then().statusCode(200).extract().asString();
    return json.readTree(answer).get("statusCode").asInt();
  }
}
