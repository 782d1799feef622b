package io.mediflow.scheduledpolling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.change.FlowWindow;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.packages.FlowPlan;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ScheduledPollingFunctionTest {

  @Inject ConnectionStore connections;
  @Inject FlowStore flows;

  @Test
  void aTickQueuesWindowsAWindowQueuesChangesAndAPoisonedMessageComesAgainAlone() throws Exception {
    connections.put(Sample.connection("elm", false, 0));
    FlowPlan.flows(connections.find("elm").orElseThrow(), Sample.EHR, Instant.now().minusSeconds(1)).forEach(flows::put);
    MemoryBeans.EHR.put(Sample.patient("p1"));
    String event = """
        {"Records": [
          {"messageId": "m1", "eventSource": "aws:sqs", "body": "{\\"tick\\":true}"},
          {"messageId": "m2", "eventSource": "aws:sqs", "body": "{\\"nonsense\\":"},
          {"messageId": "m3", "eventSource": "aws:sqs", "body": "{\\"connection\\":\\"elm\\",\\"flow\\":\\"fhir/patient/whole\\"}"},
          {"messageId": "m4", "eventSource": "aws:sqs", "body": "{\\"connection\\":\\"elm\\",\\"flow\\":\\"patient\\"}"},
          {"messageId": "m5", "eventSource": "aws:sqs", "body": "{}"}]}""";
    String answer = RestAssured.given().contentType("application/json").body(event).post("/")
        .then().statusCode(200).extract().asString();

    JsonNode failures = new ObjectMapper().readTree(answer).get("batchItemFailures");
    assertEquals(List.of("m2", "m4", "m5"), failures.findValuesAsText("itemIdentifier"));
    assertEquals(List.of(new FlowWindow("elm", "fhir/patient/whole")), MemoryBeans.QUEUES.windows);
    assertEquals(2, MemoryBeans.QUEUES.changes.size(), "a marker and a patient");
    assertEquals("p1", MemoryBeans.QUEUES.changes.getLast().sourceId());
  }
}
