package io.mediflow.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.cli.run.Http;
import io.mediflow.cli.sample.SamplePractice;
import io.mediflow.cli.sample.SandboxEhr;
import io.mediflow.model.record.Quarantined;
import io.mediflow.model.record.RecordType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** 5. A wrong secret, a malformed resource, an unmappable code: refused, quarantined, marked; everything else goes on. */
final class BadInputStep implements StoryStep {

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration BY_WEBHOOK = Duration.ofSeconds(2);
  private static final String NO_SUCH_CODE = "STORY";
  private static final String FORGED_BIRTH_DATE = "1900-01-01";

  private final World world;
  private final Sender sender;
  private JsonNode spared;

  BadInputStep(World world) {
    this.world = world;
    this.sender = new Sender(world);
  }

  @Override
  public String title() {
    return "5. A wrong secret, a malformed resource, an unmappable code";
  }

  @Override
  public List<Check> checks() {
    return List.of(
        new Check("a notification with a wrong secret is refused", this::wrongSecret),
        new Check("a malformed resource is taken, and quarantined with its reason", this::malformed),
        new Check("a code that no map knows is kept and marked", this::unmappable),
        new Check("everything else goes on: the next change is stored within 2 s through the webhook, polling held", () ->
            new Polling(world).held(() -> {
              String id = world.ehr.all("Coverage").get(1).path("id").asText();
              world.ehr.change("Coverage", id, SandboxEhr.set("/subscriberId", "STORY-5"));
              return world.fieldWithin(BY_WEBHOOK, world.recordId(RecordType.COVERAGE, id), "memberId", "STORY-5");
            })),
        new Check("the refused notification, newer than the record, has changed nothing until now", this::unchanged),
        new Check("there is no dead letter", () -> {
          Check.equal(0, world.stores.deadLetters(), "dead letters");
          return "";
        }));
  }

  private String wrongSecret() {
    JsonNode patient = world.ehr.all("Patient").get(3);
    spared = world.record(world.recordId(RecordType.PATIENT, patient.path("id").asText()));
    // Newer than what the record was made of: were it taken, it would be stored.
    ObjectNode forged = patient.deepCopy();
    forged.put("birthDate", FORGED_BIRTH_DATE);
    forged.withObject("/meta").put("lastUpdated", Instant.now().toString())
        .put("versionId", String.valueOf(patient.at("/meta/versionId").asInt() + 1));
    Check.that(!spared.at("/fields/birthDate").asText().equals(FORGED_BIRTH_DATE), "the forged birth date is the true one");
    Http.Answer answer = sender.send("Patient", patient.path("id").asText(), forged.toString(), "not-the-secret");
    Check.that(answer.status() == 401, "the webhook answered " + answer.status());
    return "answered " + answer.status();
  }

  private String unchanged() {
    JsonNode now = world.record(spared.path("id").asText());
    Check.equal(spared.path("version").asLong(), now.path("version").asLong(), "the record's version");
    Check.equal(spared.at("/fields/birthDate").asText(), now.at("/fields/birthDate").asText(), "the record's birth date");
    return "version " + now.path("version").asLong();
  }

  private String malformed() {
    String id = "story-malformed";
    String body = """
        {"resourceType": "Coverage", "id": "%s", "meta": {"lastUpdated": "2026-01-01T00:00:00Z", "versionId": "1"},
         "status": {"not": "a code"}, "beneficiary": [], "payor": "nobody"}""".formatted(id);
    Http.Answer answer = sender.send("Coverage", id, body);
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
}
