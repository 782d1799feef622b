package io.mediflow.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.sandbox.control.Stats;
import io.mediflow.sandbox.store.Stored;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultTest {
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
  void anOutageIsAnsweredWith503EverywhereButInTheControl() {
    assertEquals(200, app.control("PUT", "/outage", "{\"mode\": \"503\"}").status());
    assertEquals(503, app.get("/fhir/Patient").status());
    assertEquals(503, app.get("/fhir/metadata").status());
    assertEquals(503, app.token("any", "any").status());
    assertEquals(3, sandbox.stats().of(Stats.Event.OUTAGE_ANSWERED));
    assertEquals("unavailable", app.control("GET", "/", "").body().path("outage").asText());
    app.control("PUT", "/outage", "{\"mode\": \"none\"}");
    assertEquals(200, app.get("/fhir/Patient").status());
  }

  @Test
  void anOutageCanDropConnections() {
    app.control("PUT", "/outage", "{\"mode\": \"drop\"}");
    assertThrows(UncheckedIOException.class, () -> app.create("Patient", WriteTest.newPatient()));
    assertEquals(30, sandbox.store().all("Patient").size(), "nothing was done");
    assertEquals(400, app.control("PUT", "/outage", "{\"mode\": \"sideways\"}").status());
    app.control("PUT", "/outage", "{\"mode\": \"none\"}");
    assertEquals(200, app.get("/fhir/Patient").status());
  }

  @Test
  void aLostAnswerWasDone() {
    Stored patient = sandbox.store().all("Patient").getFirst();
    app.control("PUT", "/lost-answers", "{\"next\": 2}");
    ObjectNode created = WriteTest.newPatient();
    created.putArray("identifier").addObject().put("system", "urn:mediflow:external-id").put("value", "w-1");
    assertThrows(UncheckedIOException.class, () -> app.create("Patient", created));
    assertThrows(UncheckedIOException.class, () -> app.patch(patient.reference(),
        "[{\"op\":\"replace\",\"path\":\"/birthDate\",\"value\":\"1980-01-02\"}]"));

    assertEquals(1, app.get("/fhir/Patient?identifier=urn:mediflow:external-id%7Cw-1").body().path("total").asInt());
    assertEquals("1980-01-02", app.get("/fhir/" + patient.reference()).body().path("birthDate").asText());
    assertEquals(2, sandbox.stats().of(Stats.Event.ANSWER_LOST));
    assertEquals(1, sandbox.stats().of(Stats.Event.CREATE));
    assertEquals(201, app.create("Patient", WriteTest.newPatient()).status(), "the third answer arrives");
  }

  @Test
  void aRefusalLosesNoAnswer() {
    app.control("PUT", "/lost-answers", "{\"next\": 1}");
    assertEquals(422, app.create("Patient", WriteTest.newPatient().without("birthDate")).status());
    assertEquals(1, sandbox.faults().answersToLose());
  }

  @Test
  void unknownControlsAreNamed() {
    assertEquals(404, app.control("POST", "/explode", "{}").status());
    assertEquals(400, app.control("PUT", "/lost-answers", "{\"next\": -1}").status());
    assertEquals(400, app.control("PUT", "/webhooks", "{").status());
  }
}
