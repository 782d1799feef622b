package io.mediflow.writeback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.write.Nudge;
import io.mediflow.model.write.Write;
import io.mediflow.model.write.WriteState;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WriteBackFunctionTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject MemoryBeans beans;

  @Test
  void nudgesAreWorkedAndOnlyUnreadableOnesComeAgain() throws Exception {
    Write booking = beans.world.book();
    ObjectNode event = JSON.createObjectNode();
    ArrayNode records = event.putArray("Records");
    message(records, "m1", "{\"orderKey\":");
    message(records, "m2", JSON.writeValueAsString(new Nudge("elm", booking.orderKey())));
    message(records, "m3", "{\"connection\":\"elm\"}");
    message(records, "m4", JSON.writeValueAsString(new Nudge("nowhere", "nothing")));

    String answer = RestAssured.given().contentType("application/json").body(event.toString()).post("/")
        .then().statusCode(200).extract().asString();

    JsonNode failures = JSON.readTree(answer).get("batchItemFailures");
    assertEquals(List.of("m1", "m3"), failures.findValuesAsText("itemIdentifier"));
    assertEquals(WriteState.CONFIRMED, beans.world.state(booking));
    assertEquals(1, beans.world.booked());
  }

  private static void message(ArrayNode records, String id, String body) {
    records.addObject().put("messageId", id).put("eventSource", "aws:sqs").put("body", body);
  }
}
