package io.mediflow.writesweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.write.Nudge;
import io.mediflow.model.write.WriteLedger;
import io.mediflow.model.write.WriteState;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WriteSweepFunctionTest {

  @Inject WriteLedger ledger;
  @Inject MemoryBeans beans;

  @Test
  void aTickNudgesWhatIsDueAndAPoisonedMessageComesAgainAlone() throws Exception {
    Sample.accept(ledger, "due", "1", WriteState.RECEIVED, Instant.parse("2026-03-02T10:00:00Z"));
    String event = """
        {"Records": [
          {"messageId": "m1", "eventSource": "aws:sqs", "body": "{\\"nonsense\\":"},
          {"messageId": "m2", "eventSource": "aws:sqs", "body": "{\\"tick\\":true}"},
          {"messageId": "m3", "eventSource": "aws:sqs", "body": "{}"}]}""";
    String answer = RestAssured.given().contentType("application/json").body(event).post("/")
        .then().statusCode(200).extract().asString();

    JsonNode failures = new ObjectMapper().readTree(answer).get("batchItemFailures");
    assertEquals(List.of("m1", "m3"), failures.findValuesAsText("itemIdentifier"));
    assertEquals(List.of(new Nudge("elm", "due")), beans.queues.nudges);
  }
}
