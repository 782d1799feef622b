package io.mediflow.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.sandbox.store.Json;
import io.mediflow.sandbox.store.Stored;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WriteTest {
  private Sandbox sandbox;
  private App app;
  private Stored patient;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(Options.defaults());
    app = App.registered(sandbox);
    patient = sandbox.store().all("Patient").getFirst();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void aCreatedPatientHasIdVersionStampAndNumber() {
    App.Answer answer = app.create("Patient", newPatient());
    assertEquals(201, answer.status());
    String id = answer.body().path("id").asText();
    assertEquals(sandbox.fhir() + "/Patient/" + id + "/_history/1", answer.headers().get("location"));
    assertEquals("W/\"1\"", answer.etag());
    assertEquals("1", answer.body().at("/meta/versionId").asText());
    assertTrue(Instant.parse(answer.body().at("/meta/lastUpdated").asText()).isAfter(patient.lastUpdated()));
    assertEquals("MR", answer.body().at("/identifier/0/type/coding/0/code").asText());
    assertEquals(answer.body(), app.get("/fhir/Patient/" + id).body());
  }

  @Test
  void anUpdateMakesANewVersionAndAStaleOneIsRefused() {
    ObjectNode changed = patient.json().deepCopy();
    changed.put("gender", "unknown");
    App.Answer answer = app.update(patient.reference(), changed, "W/\"1\"");
    assertEquals(200, answer.status());
    assertEquals("W/\"2\"", answer.etag());

    changed.put("gender", "other");
    App.Answer stale = app.update(patient.reference(), changed, "W/\"1\"");
    assertEquals(412, stale.status());
    assertEquals("70412", stale.code());
    assertEquals("unknown", app.get("/fhir/" + patient.reference()).body().path("gender").asText());
    assertEquals(200, app.update(patient.reference(), changed).status(), "If-Match is optional");
  }

  @Test
  void ifMatchIsRequiredWhereThePracticeWantsIt() {
    app.control("PUT", "/settings", "{\"requireIfMatch\": true}");
    String patch = "[{\"op\":\"replace\",\"path\":\"/birthDate\",\"value\":\"1980-01-02\"}]";
    App.Answer refused = app.patch(patient.reference(), patch);
    assertEquals(412, refused.status());
    assertEquals("70428", refused.code());
    assertEquals(200, app.patch(patient.reference(), patch, "W/\"1\"").status());
  }

  @Test
  void aPatchChangesWhatItNamesAndATestThatFailsChangesNothing() {
    String old = patient.json().at("/telecom/0/value").asText();
    String patch = """
        [{"op":"test","path":"/telecom/0/value","value":"%s"},
         {"op":"replace","path":"/telecom/0/value","value":"508-555-0188"}]""".formatted(old);
    App.Answer done = app.patch(patient.reference(), patch, "W/\"1\"");
    assertEquals(200, done.status());
    assertEquals("508-555-0188", done.body().at("/telecom/0/value").asText());
    assertEquals(patient.json().path("address"), done.body().path("address"));

    App.Answer again = app.patch(patient.reference(), patch);
    assertEquals(409, again.status());
    assertEquals("70491", again.code());
    assertEquals(412, app.patch(patient.reference(), patch, "W/\"1\"").status());
    assertEquals(2, sandbox.store().find(patient.reference()).orElseThrow().version());
  }

  @Test
  void aPatchThatCannotBeAppliedOrBreaksTheResourceIsRefused() {
    for (String patch : List.of(
        "[{\"op\":\"remove\",\"path\":\"/photo\"}]",
        "[{\"op\":\"replace\",\"path\":\"/gender\",\"value\":\"no such gender\"}]",
        "[{\"op\":\"add\",\"path\":\"/shoeSize\",\"value\":\"9\"}]",
        "[{\"op\":\"replace\",\"path\":\"/id\",\"value\":\"other\"}]",
        "[{\"op\":\"hop\",\"path\":\"/gender\"}]",
        "{}",
        "not json")) {
      App.Answer answer = app.patch(patient.reference(), patch);
      assertEquals(422, answer.status(), patch);
      assertEquals("70425", answer.code(), patch);
    }
    assertEquals(1, sandbox.store().find(patient.reference()).orElseThrow().version());
  }

  @Test
  void aChangeThatChangesNothingMakesNoVersion() {
    App.Answer answer = app.update(patient.reference(), patient.json());
    assertEquals(200, answer.status());
    assertEquals("W/\"1\"", answer.etag());
  }

  @Test
  void malformedAndIncompleteResourcesAreRefusedWithTheCode() {
    assertRefused(400, "70400", app.create("Patient", newPatient().put("shoeSize", 9)));
    assertRefused(400, "70400", app.create("Patient", newPatient().put("gender", "no such gender")));
    assertRefused(422, "70424", app.create("Patient", (ObjectNode) newPatient().without("birthDate")));
    ObjectNode coverage = sandbox.store().all("Coverage").getFirst().json().deepCopy();
    coverage.putObject("beneficiary").put("reference", "Patient/nobody");
    assertRefused(422, "70422", app.create("Coverage", coverage));
    assertRefused(422, "70424", app.create("Coverage", (ObjectNode) coverage.deepCopy().without("payor")));
    assertRefused(404, "70440", app.update("Patient/nobody", newPatient().put("id", "nobody")));
  }

  @Test
  void applicationsDoNotWriteWhatTheDeskKeeps() {
    Stored slot = sandbox.store().all("Slot").getFirst();
    App.Answer answer = app.update(slot.reference(), slot.json());
    assertEquals(400, answer.status());
    assertEquals("70401", answer.code());
  }

  @Test
  void stampsGrowUnderConcurrentWrites() {
    List<Instant> stamps = IntStream.range(0, 100).parallel()
        .mapToObj(i -> app.create("Patient", newPatient()).body().at("/meta/lastUpdated").asText())
        .map(Instant::parse)
        .toList();
    assertEquals(100, stamps.stream().distinct().count());
  }

  @Test
  void theFrontDeskChangesWithoutATokenByTheSameRules() {
    App desk = new App(sandbox.base());
    String path = "/fhir/" + patient.reference();
    App.Answer done = desk.control("PATCH", path, "[{\"op\":\"replace\",\"path\":\"/birthDate\",\"value\":\"1980-01-02\"}]");
    assertEquals(200, done.status());
    assertEquals("1980-01-02", app.get(path).body().path("birthDate").asText());
    assertEquals(422, desk.control("PATCH", path, "[{\"op\":\"remove\",\"path\":\"/birthDate\"}]").status());
    assertEquals(30, desk.control("GET", "/fhir/Patient", "").body().size());
    assertEquals(201, desk.control("POST", "/fhir/Patient", newPatient().toString()).status());
    assertEquals(2, desk.control("GET", "/stats", "").body().path("frontDesk").asInt());
    assertFalse(desk.control("GET", "/fhir/Patient/nobody", "").status() == 200);
  }

  private static void assertRefused(int status, String code, App.Answer answer) {
    assertEquals(status, answer.status(), answer.body().toString());
    assertEquals(code, answer.code());
    assertEquals("OperationOutcome", answer.body().path("resourceType").asText());
  }

  static ObjectNode newPatient() {
    return (ObjectNode) Json.read("""
        {"resourceType": "Patient", "active": true, "name": [{"family": "Example", "given": ["Ada"]}],
         "gender": "female", "birthDate": "1984-02-29"}""");
  }
}
