package io.mediflow.cli.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.cli.connection.ConnectionSetup;
import io.mediflow.cli.run.Http;
import io.mediflow.cli.run.Pause;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.cli.sample.SamplePractice;
import io.mediflow.cli.sample.SandboxEhr;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** The front desk of the simulated practice at work: changes, makes, cancels and deletes, by a seed. */
final class Desk {

  private static final String DOOMED = "To be deleted";
  private static final Duration NEAR = Duration.ofDays(7);

  private final RunFile run;
  private final SandboxEhr ehr;
  private final List<String> patients;
  private final Random random;

  /** @param patients whom it works at */
  Desk(RunFile run, SandboxEhr ehr, List<String> patients, Random random) {
    this.run = run;
    this.ehr = ehr;
    this.patients = patients;
    this.random = random;
  }

  /** The seeded practice has no chart: each patient gets one of each type. */
  void fill() {
    Instant now = Instant.now();
    patients.forEach(patient -> {
      post("Condition", condition(patient, "38341003", "Hypertension"));
      Chart.of(patient, now).forEach(one -> post(one.path("resourceType").asText(), one));
    });
  }

  void work(int changes) {
    for (int i = 0; i < changes; i++) {
      String patient = patients.get(random.nextInt(patients.size()));
      switch (random.nextInt(6)) {
        case 0 -> ehr.change("Patient", patient, SandboxEhr.set("/address/0/city", "Town " + random.nextInt(1_000_000)));
        case 1 -> of("Coverage", "/beneficiary/reference", patient, one -> true).ifPresent(id ->
            ehr.change("Coverage", id, SandboxEhr.set("/subscriberId", "M" + random.nextInt(1_000_000))));
        case 2 -> of("Condition", "/subject/reference", patient, one -> true).ifPresent(id ->
            ehr.change("Condition", id, SandboxEhr.set("/code/text", "Problem " + random.nextInt(1_000_000))));
        case 3 -> post("Condition", condition(patient, "44054006", DOOMED));
        case 4 -> of("Condition", "/subject/reference", patient, one -> one.at("/code/coding/0/display").asText().equals(DOOMED))
            .ifPresent(this::delete);
        default -> cancel(patient);
      }
      Pause.of(Duration.ofMillis(random.nextInt(600)));
    }
  }

  /** An appointment of the next days; those that are far away are promised by the next night only. */
  private void cancel(String patient) {
    Instant now = Instant.now();
    ehr.all("Appointment").stream()
        .filter(one -> Contents.actor(one, "Patient").equals(patient) && one.path("status").asText().equals("booked"))
        .filter(one -> World.instant(one.path("start").asText()).isAfter(now)
            && World.instant(one.path("start").asText()).isBefore(now.plus(NEAR)))
        .findFirst()
        .ifPresent(one -> ehr.change("Appointment", one.path("id").asText(), SandboxEhr.set("/status", "cancelled")));
  }

  private void delete(String condition) {
    Http control = control(run);
    assertTrue(control.send(control.request("/fhir/Condition/" + condition).DELETE()).well());
  }

  private Optional<String> of(String type, String pointer, String patient, Predicate<JsonNode> wanted) {
    return ehr.all(type).stream().filter(one -> one.at(pointer).asText().equals("Patient/" + patient)).filter(wanted)
        .map(one -> one.path("id").asText()).findFirst();
  }

  private void post(String type, JsonNode body) {
    Http.Answer answer = control(run).post("/fhir/" + type, body);
    assertTrue(answer.well(), answer.body());
  }

  private static ObjectNode condition(String patient, String code, String text) {
    ObjectNode condition = World.JSON.createObjectNode().put("resourceType", "Condition");
    condition.putObject("clinicalStatus").putArray("coding").addObject()
        .put("system", "http://terminology.hl7.org/CodeSystem/condition-clinical").put("code", "active");
    condition.putArray("category").addObject().putArray("coding").addObject()
        .put("system", "http://terminology.hl7.org/CodeSystem/condition-category").put("code", "problem-list-item");
    condition.putObject("code").put("text", text).putArray("coding").addObject()
        .put("system", "http://snomed.info/sct").put("code", code).put("display", text);
    condition.putObject("subject").put("reference", "Patient/" + patient);
    return condition;
  }

  /** Plays a fault script, at calls and notifications. */
  static void faults(RunFile run, String script) {
    Http http = control(run);
    assertTrue(http.send(http.request("/faults").PUT(HttpRequest.BodyPublishers.ofString(script))).well());
  }

  /** Registers a client with our keys that may ask for these scopes alone. */
  static void client(RunFile run, String id, String scope) {
    Http.Answer answer = control(run).post("/clients", World.JSON.createObjectNode().put("client_id", id)
        .put("jwks_uri", run.api() + "/.well-known/jwks.json").put("scope", scope));
    assertTrue(answer.well(), answer.body());
  }

  /** Sends the sample practice's webhook a coverage that no table reads, with the right secret. */
  static void poison(RunFile run, String id) {
    String connection = SamplePractice.CONNECTION;
    try (Stores stores = Stores.of(run)) {
      String secret = new String(stores.secret(ConnectionSetup.hookSecret(connection, "fhir")), StandardCharsets.UTF_8);
      String header = Trial.SAMPLE.ehr().interfaces().get("fhir").hook().orElseThrow().header();
      Http http = new Http(run.api(), Optional.empty());
      assertTrue(http.send(http.request("/hooks/" + connection + "/fhir/Coverage/" + id).header(header, secret)
          .header("Content-Type", "application/fhir+json").PUT(HttpRequest.BodyPublishers.ofString("""
              {"resourceType": "Coverage", "id": "%s", "meta": {"lastUpdated": "2026-01-01T00:00:00Z", "versionId": "1"},
               "status": {"not": "a code"}, "beneficiary": [], "payor": "nobody"}""".formatted(id)))).well());
    }
  }

  private static Http control(RunFile run) {
    return new Http(run.sandbox().orElseThrow().resolve("/_control"), Optional.empty());
  }
}
