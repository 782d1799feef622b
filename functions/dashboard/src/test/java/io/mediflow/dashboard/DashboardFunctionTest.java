package io.mediflow.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.store.Sessions;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DashboardFunctionTest {

  @Inject Sessions sessions;

  @Test
  void anApplicationReadsWithTheClaimsThatTheAuthorizerLeft() throws Exception {
    JsonNode byClient = send("/records", "\"queryStringParameters\": {\"type\": \"patient\"},",
        "\"authorizer\": {\"jwt\": {\"claims\": {\"client_id\": \"scheduler\", \"sub\": \"x\"}}},");
    assertEquals(200, byClient.get("statusCode").asInt(), byClient.toString());
    assertEquals(Practice.ID, new ObjectMapper().readTree(byClient.get("body").asText()).get("records").get(0).get("id").asText());
    JsonNode bySubject = send("/records/" + Practice.ID, "", "\"authorizer\": {\"jwt\": {\"claims\": {\"sub\": \"scheduler\"}}},");
    assertEquals(200, bySubject.get("statusCode").asInt());
    assertEquals(401, send("/records/" + Practice.ID, "", "").get("statusCode").asInt());
    JsonNode blank = send("/records/" + Practice.ID, "", "\"authorizer\": {\"jwt\": {\"claims\": {\"client_id\": \" \"}}},");
    assertEquals(401, blank.get("statusCode").asInt(), "a blank names nobody");
  }

  @Test
  void aPersonOpensThePageWithALink() throws Exception {
    String link = sessions.link("elm", Practice.NOON.plusSeconds(86_400));
    JsonNode opened = send("/link/" + link, "", "");
    assertEquals(303, opened.get("statusCode").asInt());
    String cookie = opened.get("cookies").get(0).asText();
    JsonNode page = send("/", "\"cookies\": [\"other=1\", \"" + cookie.substring(0, cookie.indexOf(';')) + "\"],", "");
    assertEquals(200, page.get("statusCode").asInt());
    assertTrue(page.get("body").asText().contains("Everything is in step with your EHR."));
    assertTrue(page.get("headers").get("content-security-policy").asText().contains("default-src 'none'"));
    assertEquals(1, new ObjectMapper().readTree(send("/.well-known/jwks.json", "", "").get("body").asText()).get("keys").size());
  }

  private static JsonNode send(String path, String more, String context) throws Exception {
    String event = """
        {"version": "2.0", "routeKey": "$default", "rawPath": "%s", %s
         "requestContext": {%s "http": {"method": "GET", "path": "%s"}}, "isBase64Encoded": false}"""
        .formatted(path, more, context, path);
    return new ObjectMapper().readTree(RestAssured.given().contentType("application/json").body(event).post("/")
        .then().statusCode(200).extract().asString());
  }
}
