package io.mediflow.changemapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.change.Change;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChangeMappingFunctionTest {

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void aBatchBecomesRecordsAndWhatCannotBeReadComesAgainAlone() throws Exception {
    Bench bench = MemoryBeans.BENCH;
    bench.ehr.put(Bench.patient("p1", "Ærø"));
    bench.ehr.put(Bench.patient("p2", "Two"));
    ObjectNode event = json.createObjectNode();
    message(event, "m1", json.writeValueAsString(bench.pushed("p1")));
    message(event, "m2", "{\"nonsense\":");
    message(event, "m3", json.writeValueAsString(bench.hint("p2")));
    message(event, "m4", "{\"id\":\"x\",\"origin\":\"POLL\"}");
    message(event, "m5", "{\"id\":\"x\",\"origin\":\"RUMOUR\",\"connection\":\"elm\",\"interfaceName\":\"fhir\"}");
    message(event, "m6", json.writeValueAsString(Change.marker("marker", 7)));

    String answer = RestAssured.given().contentType("application/json").body(event.toString()).post("/")
        .then().statusCode(200).extract().asString();

    JsonNode failures = json.readTree(answer).get("batchItemFailures");
    assertEquals(List.of("m2", "m4", "m5"), failures.findValuesAsText("itemIdentifier"));
    assertEquals("Ærø", bench.family("p1"));
    assertEquals("Two", bench.family("p2"));
    assertEquals(2, bench.events.published.size());
    assertTrue(bench.flows.lastMarker().isPresent());
  }

  private void message(ObjectNode event, String id, String body) {
    event.withArrayProperty("Records").addObject().put("messageId", id).put("eventSource", "aws:sqs").put("body", body);
  }
}
