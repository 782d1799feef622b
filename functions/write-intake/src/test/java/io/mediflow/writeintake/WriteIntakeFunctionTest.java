package io.mediflow.writeintake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.connection.ApplicationStore;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.record.RecordStore;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WriteIntakeFunctionTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject ApplicationStore applications;
  @Inject ConnectionStore connections;
  @Inject RecordStore records;
  @Inject MemoryBeans beans;

  @Test
  void aWriteIsTakenLookedUpAndRefusedOverHttp() throws Exception {
    Sample.fill(connections, applications, records);

    JsonNode taken = call("POST", "/writes", "scheduler", Sample.booking("k1"), false);
    assertEquals(202, taken.path("statusCode").asInt(), taken.toString());
    assertEquals("application/json", taken.at("/headers/content-type").asText());
    String location = taken.at("/headers/location").asText();
    assertEquals(1, beans.queues.nudges.size());

    JsonNode encoded = call("POST", "/writes", "scheduler", Sample.booking("k1"), true);
    assertEquals(location, encoded.at("/headers/location").asText(), "the same request again, in base64");

    JsonNode shown = call("GET", location, "scheduler", null, false);
    assertEquals(200, shown.path("statusCode").asInt());
    assertEquals("RECEIVED", JSON.readTree(shown.path("body").asText()).path("state").asText());

    assertEquals(400, call("POST", "/writes", "scheduler", "{", false).path("statusCode").asInt());
    assertEquals(401, call("POST", "/writes", null, "{}", false).path("statusCode").asInt());
    assertEquals(403, call("POST", "/writes", "nobody", "{}", false).path("statusCode").asInt());
    assertEquals(404, call("DELETE", "/writes", "scheduler", "{}", false).path("statusCode").asInt());
    assertTrue(call("POST", "/writes", "scheduler", "{}", false).path("body").asText().contains("problems"));
  }

  private static JsonNode call(String method, String path, String client, String body, boolean base64) throws Exception {
    ObjectNode event = JSON.createObjectNode().put("version", "2.0").put("rawPath", path).put("isBase64Encoded", base64);
    event.putObject("headers").put("content-type", "application/json");
    if (body != null) {
      event.put("body", base64 ? Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)) : body);
    }
    ObjectNode context = event.putObject("requestContext");
    context.putObject("http").put("method", method).put("path", path);
    if (client != null) {
      context.putObject("authorizer").putObject("jwt").putObject("claims").put("client_id", client);
    }
    return JSON.readTree(RestAssured.given().contentType("application/json").body(event.toString()).post("/")
        .then().statusCode(200).extract().asString());
  }
}
