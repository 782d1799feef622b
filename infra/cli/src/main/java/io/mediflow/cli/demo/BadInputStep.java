package io.mediflow.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mediflow.cli.connection.ConnectionSetup;
import io.mediflow.cli.run.Http;
import io.mediflow.cli.sample.SamplePractice;
import io.mediflow.cli.sample.SandboxEhr;
import io.mediflow.model.record.Quarantined;
import io.mediflow.model.record.RecordType;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** 5. A wrong secret, a malformed resource, an unmappable code: refused, quarantined, marked; everything else goes on. */
final class BadInputStep implements StoryStep {

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration BY_WEBHOOK = Duration.ofSeconds(2);
  private static final String NO_SUCH_CODE = "STORY";

  private final World world;

  BadInputStep(World world) {
    this.world = world;
  }

  @Override
  public String title() {
    return "5. A wrong secret, a malformed resource, an unmappable code";
  }

  @Override
  public List<Check> checks() {
    return List.of(
        new Check("a notification with a wrong secret is refused and changes nothing", this::wrongSecret),
        new Check("a malformed resource is taken, and quarantined with its reason", this::malformed),
        new Check("a code that no map knows is kept and marked", this::unmappable),
        new Check("everything else goes on: the next change is stored within 2 s", () -> {
          JsonNode coverage = world.ehr.all("Coverage").get(1);
          String id = coverage.path("id").asText();
          world.ehr.change("Coverage", id, SandboxEhr.set("/subscriberId", "STORY-5"));
          return world.fieldWithin(BY_WEBHOOK, world.recordId(RecordType.COVERAGE, id), "memberId", "STORY-5");
        }),
        new Check("there is no dead letter", () -> {
          Check.equal(0, world.stores.deadLetters(), "dead letters");
          return "";
        }));
  }

  private String wrongSecret() {
    JsonNode patient = world.ehr.all("Patient").get(3);
    String record = world.recordId(RecordType.PATIENT, patient.path("id").asText());
    int version = world.record(record).path("version").asInt();
    String forged = patient.toString().replace(patient.path("birthDate").asText(), "1900-01-01");
    Http.Answer answer = notified("Patient", patient.path("id").asText(), forged, "not-the-secret");
    Check.that(answer.status() == 401, "the webhook answered " + answer.status());
    Check.equal(version, world.record(record).path("version").asInt(), "the record's version");
    return "answered " + answer.status();
  }

  private String malformed() {
    String id = "story-malformed";
    String body = """
        {"resourceType": "Coverage", "id": "%s", "meta": {"lastUpdated": "2026-01-01T00:00:00Z", "versionId": "1"},
         "status": {"not": "a code"}, "beneficiary": [], "payor": "nobody"}""".formatted(id);
    Http.Answer answer = notified("Coverage", id, body, secret());
    Check.that(answer.well(), "the webhook answered " + answer.status());
    Quarantined item = world.within(SOON, "it is in quarantine", () ->
        world.stores.quarantine().page(SamplePractice.CONNECTION, null, 100).items().stream()
            .filter(one -> one.change().contains(id)).findFirst());
    Check.that(!item.reasons().isEmpty(), "no reason was kept");
    Check.that(world.api.status().at("/quarantine/count").asInt() >= 1, "the status does not count it");
    Check.that(world.api.record(world.recordId(RecordType.COVERAGE, id)).isEmpty(), "it became a record");
    return item.reasons().getFirst().remedy();
  }

  private String unmappable() {
    String id = world.ehr.all("Patient").get(4).path("id").asText();
    ArrayNode patch = World.JSON.createArrayNode();
    patch.addObject().put("op", "add").put("path", "/maritalStatus")
        .putObject("value").putArray("coding").addObject()
        .put("system", "http://ehr.example.com/marital").put("code", NO_SUCH_CODE);
    world.ehr.change("Patient", id, patch);
    JsonNode record = world.within(SOON, "the record carries the mark", () ->
        world.api.record(world.recordId(RecordType.PATIENT, id)).filter(one -> problem(one).isPresent()));
    Check.that(record.path("fields").path("maritalStatus").toString().contains(NO_SUCH_CODE), "the EHR's code was not kept");
    return problem(record).orElseThrow().path("remedy").asText();
  }

  private static Optional<JsonNode> problem(JsonNode record) {
    for (JsonNode one : record.path("problems")) {
      if (one.path("category").asText().equals("code-invalid")) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  private Http.Answer notified(String type, String id, String body, String secret) {
    Http sender = new Http(world.system.run().api(), Optional.empty());
    return sender.send(sender.request("/hooks/" + SamplePractice.CONNECTION + "/fhir/" + type + "/" + id)
        .header("content-type", "application/fhir+json").header("X-Hook-Secret", secret)
        .PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  private String secret() {
    return new String(world.stores.secret(ConnectionSetup.hookSecret(SamplePractice.CONNECTION, "fhir")), StandardCharsets.UTF_8);
  }
}
