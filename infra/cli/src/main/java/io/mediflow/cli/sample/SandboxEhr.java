package io.mediflow.cli.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mediflow.cli.Failure;
import io.mediflow.cli.run.Http;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sandbox EHR as the people in its practice see it, and its switches (infra/sandbox/README.md). */
public final class SandboxEhr {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Http http;

  /** @param fhir its FHIR base */
  public SandboxEhr(URI fhir) {
    this.http = new Http(fhir.resolve("/_control"), Optional.empty());
  }

  /** Registers a client whose keys are at an address; again when it is known already. */
  public void register(String clientId, URI keys) {
    well(http.post("/clients", JSON.createObjectNode().put("client_id", clientId).put("jwks_uri", keys.toString())));
  }

  /** Makes this the only subscriber of notifications and switches them on. */
  public void notify(URI target, String header, String secret) {
    well(http.send(http.request("/webhooks").DELETE()));
    well(http.post("/webhooks", JSON.createObjectNode()
        .put("target", target.toString()).put("header", header).put("secret", secret)));
    notifications(true);
  }

  public void notifications(boolean on) {
    well(http.put("/webhooks", JSON.createObjectNode().put("enabled", on)));
  }

  /** @param mode none, 503 or drop */
  public void outage(String mode) {
    well(http.put("/outage", JSON.createObjectNode().put("mode", mode)));
  }

  /** The next writes are done, and their answers never arrive. */
  public void loseAnswers(int next) {
    well(http.put("/lost-answers", JSON.createObjectNode().put("next", next)));
  }

  /** What has happened since it started: creates, patches, notificationSent, and so on. */
  public long count(String event) {
    return well(http.get("/stats")).path(event).asLong();
  }

  /** All resources of a type. */
  public List<JsonNode> all(String type) {
    List<JsonNode> all = new ArrayList<>();
    well(http.get("/fhir/" + type)).forEach(all::add);
    return all;
  }

  public JsonNode read(String type, String id) {
    return well(http.get("/fhir/" + type + "/" + id));
  }

  /** A change at the front desk, by JSON Patch. */
  public JsonNode change(String type, String id, ArrayNode patch) {
    return well(http.send(http.request("/fhir/" + type + "/" + id).header("content-type", "application/json-patch+json")
        .method("PATCH", HttpRequest.BodyPublishers.ofString(patch.toString()))));
  }

  /** One operation of a JSON Patch that replaces (or adds) a text. */
  public static ArrayNode set(String path, String value) {
    ArrayNode patch = JSON.createArrayNode();
    patch.addObject().put("op", "add").put("path", path).put("value", value); // add replaces what is there
    return patch;
  }

  private static JsonNode well(Http.Answer answer) {
    if (!answer.well()) {
      throw new Failure("The sandbox EHR answered " + answer.status() + ": " + answer.json().path("error").asText());
    }
    return answer.json();
  }
}
