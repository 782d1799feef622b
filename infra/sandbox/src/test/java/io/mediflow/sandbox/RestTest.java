package io.mediflow.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.sandbox.store.Draft;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The REST interface beside FHIR. */
class RestTest {

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("MM/dd/yyyy'%20'HH:mm:ss").withZone(ZoneId.of("America/New_York"));
  private static final String V1 = "/athenahealth/v1/195900/";

  private Sandbox sandbox;
  private App app;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(Options.defaults());
    app = App.registered(sandbox);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void aFhirSearchNamesThePractice() {
    String patient = sandbox.store().all("Patient").getFirst().id();
    assertEquals(400, app.get("/athenahealth/fhir/Patient?_id=" + patient).status());
    assertEquals(400, app.get("/athenahealth/fhir/Patient?_id=" + patient + "&ah-practice=Organization/a-1.Practice-1").status());
    JsonNode found = app.get("/athenahealth/fhir/Patient?_id=" + patient + "&ah-practice=Organization/a-1.Practice-195900").body();
    assertEquals(patient, found.at("/entry/0/resource/id").asText());
    assertEquals(200, app.get("/athenahealth/fhir/Patient/" + patient).status());
  }

  @Test
  void whatIsReadIsFlatWithLocalTimes() {
    JsonNode held = sandbox.store().all("Appointment").getFirst().json();
    JsonNode visit = app.get(V1 + "appointments/" + held.path("id").asText()).body().path(0);
    assertTrue(visit.path("date").asText().matches("\\d\\d/\\d\\d/\\d{4}") && visit.path("starttime").asText().matches("\\d\\d:\\d\\d"), visit.toString());
    JsonNode patient = app.get(V1 + "patients/" + visit.path("patientid").asText()).body().path(0);
    assertTrue(patient.path("dob").asText().matches("\\d\\d/\\d\\d/\\d{4}"), patient.toString());
    JsonNode claim = app.get(V1 + "claims?limit=1").body().at("/claims/0");
    assertTrue(app.get(V1 + "claims/" + claim.path("claimid").asText()).body().path(0).path("patientid").asText().length() > 1);
    assertEquals("o", app.get(V1 + "appointments?limit=10000").body().path("appointments").findValues("appointmentstatus").stream()
        .map(JsonNode::asText).filter("o"::equals).findFirst().orElse(""));
    assertEquals(404, app.get(V1 + "patients/nobody").status());
    assertEquals(403, app.get("/athenahealth/v1/1/patients").status());
    assertEquals(401, new App(sandbox.base()).get(V1 + "patients").status());
  }

  @Test
  void aFeedIsGoneOnceItWasReadAndBroughtAgainByWhenItWas() throws Exception {
    assertEquals(List.of(), ids(V1 + "patients/changed"));
    assertTrue(app.call("POST", V1 + "patients/changed/subscription", "", Map.of()).body().path("success").asBoolean());
    Thread.sleep(5);
    List<String> changed = change(3);
    assertEquals(changed, ids(V1 + "patients/changed?leaveunprocessed=true"));
    assertEquals(changed.subList(0, 2), ids(V1 + "patients/changed?limit=2"));
    assertEquals(changed.subList(2, 3), ids(V1 + "patients/changed"));
    assertEquals(List.of(), ids(V1 + "patients/changed"));
    assertEquals(changed, ids(V1 + "patients/changed?showprocessedstartdatetime=" + STAMP.format(Instant.now().minusSeconds(60))
        + "&showprocessedenddatetime=" + STAMP.format(Instant.now().plusSeconds(60))));
    assertEquals(List.of(), ids(V1 + "patients/changed?showprocessedstartdatetime=" + STAMP.format(Instant.now().minusSeconds(90))
        + "&showprocessedenddatetime=" + STAMP.format(Instant.now().minusSeconds(60))));
    assertEquals(400, app.get(V1 + "patients/changed?showprocessedstartdatetime=2026-01-01").status());
  }

  private List<String> change(int count) {
    List<String> ids = new ArrayList<>();
    sandbox.store().all("Patient").stream().limit(count).forEach(one -> {
      sandbox.store().commit(List.of(new Draft("Patient", one.id(), one.json())));
      ids.add(one.id());
    });
    return ids;
  }

  private List<String> ids(String path) {
    return app.get(path).body().path("patients").findValues("patientid").stream().map(JsonNode::asText).sorted().toList();
  }
}
