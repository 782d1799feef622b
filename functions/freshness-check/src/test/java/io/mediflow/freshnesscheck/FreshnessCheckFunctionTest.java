package io.mediflow.freshnesscheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.watch.Breach;
import io.mediflow.model.watch.FreshnessQueue;
import io.mediflow.model.watch.Heartbeat;
import io.mediflow.model.watch.Notifier;
import io.mediflow.model.watch.StatusStore;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FreshnessCheckFunctionTest {

  @Inject ConnectionStore connections;
  @Inject StatusStore status;
  @Inject FreshnessQueue queue;
  @Inject Notifier notifier;

  @Test
  void aTickQueuesUnitsAUnitIsCheckedAndAPoisonedMessageComesAgainAlone() throws Exception {
    connections.put(Sample.connection("elm", false));
    status.put(new Heartbeat("elm", "fhir", Instant.now(), 2, Optional.of("token: UNAUTHENTICATED"), Optional.empty(),
        Optional.empty(), Optional.empty(), ""));
    String event = """
        {"Records": [
          {"messageId": "m1", "eventSource": "aws:sqs", "body": "{\\"tick\\":true}"},
          {"messageId": "m2", "eventSource": "aws:sqs", "body": "nonsense"},
          {"messageId": "m3", "eventSource": "aws:sqs", "body": "{\\"connection\\":\\"elm\\"}"}]}""";
    String answer = RestAssured.given().contentType("application/json").body(event).post("/")
        .then().statusCode(200).extract().asString();

    JsonNode failures = new ObjectMapper().readTree(answer).get("batchItemFailures");
    assertEquals(List.of("m2"), failures.findValuesAsText("itemIdentifier"));
    assertEquals(List.of("elm"), ((Sample.Queue) queue).sent);
    assertEquals(List.of("The EHR does not accept our credentials. It has not passed a check yet."),
        ((Sample.Told) notifier).heard.stream().map(Breach::sentence).toList());
  }
}
