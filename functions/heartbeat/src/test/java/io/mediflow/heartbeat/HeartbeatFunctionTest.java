package io.mediflow.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.watch.HeartbeatQueue;
import io.mediflow.model.watch.StatusStore;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HeartbeatFunctionTest {

  @Inject ConnectionStore connections;
  @Inject StatusStore status;
  @Inject HeartbeatQueue queue;

  @Test
  void aTickQueuesUnitsAUnitIsTakenAndAPoisonedMessageComesAgainAlone() throws Exception {
    connections.put(Sample.connection("elm", false));
    String event = """
        {"Records": [
          {"messageId": "m1", "eventSource": "aws:sqs", "body": "{\\"tick\\":true}"},
          {"messageId": "m2", "eventSource": "aws:sqs", "body": "{\\"nonsense\\":"},
          {"messageId": "m3", "eventSource": "aws:sqs", "body": "{\\"connection\\":\\"elm\\"}"},
          {"messageId": "m4", "eventSource": "aws:sqs", "body": "{}"}]}""";
    String answer = RestAssured.given().contentType("application/json").body(event).post("/")
        .then().statusCode(200).extract().asString();

    JsonNode failures = new ObjectMapper().readTree(answer).get("batchItemFailures");
    assertEquals(List.of("m2", "m4"), failures.findValuesAsText("itemIdentifier"));
    assertEquals(List.of("elm"), ((Sample.Queue) queue).sent);
    assertEquals(0, status.heartbeat("elm", "fhir").orElseThrow().misses());
  }
}
