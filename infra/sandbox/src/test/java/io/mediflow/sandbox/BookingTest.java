package io.mediflow.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.sandbox.store.Json;
import io.mediflow.sandbox.store.Stored;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BookingTest {
  private Sandbox sandbox;
  private App app;
  private List<Stored> free;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(Options.defaults());
    app = App.registered(sandbox);
    String schedule = sandbox.store().all("Schedule").getFirst().reference();
    free = sandbox.store().all("Slot").stream()
        .filter(s -> s.json().at("/schedule/reference").asText().equals(schedule))
        .filter(s -> s.json().path("status").asText().equals("free"))
        .toList();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void bookingTakesTheSlotOnce() {
    Stored slot = free.getFirst();
    App.Answer booked = app.create("Appointment", in(slot));
    assertEquals(201, booked.status(), booked.body().toString());
    assertEquals(slot.json().path("start"), booked.body().path("start"), "the time is the slot's");
    assertEquals("busy", status(slot));

    App.Answer second = app.create("Appointment", in(slot));
    assertEquals(409, second.status());
    assertEquals("70490", second.code());
    assertEquals("conflict", second.body().at("/issue/0/code").asText());
  }

  @Test
  void aTimeWithoutASlotTakesTheOneThatIsThere() {
    Stored slot = free.getFirst();
    ObjectNode request = in(slot);
    request.remove("slot");
    request.set("start", slot.json().get("start"));
    request.set("end", slot.json().get("end"));
    App.Answer booked = app.create("Appointment", request);
    assertEquals(slot.reference(), booked.body().at("/slot/0/reference").asText());
    assertEquals("70490", app.create("Appointment", request).code());
  }

  @Test
  void cancellingFreesTheSlotAndItCanBeBookedAgain() {
    Stored slot = free.getFirst();
    String appointment = booked(slot);
    App.Answer cancelled = app.patch(appointment, "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"cancelled\"}]");
    assertEquals(200, cancelled.status());
    assertEquals("free", status(slot));
    booked(slot);
    assertEquals("busy", status(slot));
    App.Answer revived = app.patch(appointment, "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"booked\"}]");
    assertEquals(409, revived.status(), "somebody else has the slot now");
  }

  @Test
  void movingToAnotherSlotMovesTheTimeToo() {
    String appointment = booked(free.get(0));
    App.Answer moved = app.patch(appointment,
        "[{\"op\":\"replace\",\"path\":\"/slot/0/reference\",\"value\":\"" + free.get(1).reference() + "\"}]");
    assertEquals(200, moved.status());
    assertEquals(free.get(1).json().get("start"), moved.body().get("start"));
    assertEquals(free.get(1).json().get("end"), moved.body().get("end"));
    assertEquals("free", status(free.get(0)));
    assertEquals("busy", status(free.get(1)));
  }

  @Test
  void movingTheTimeMovesTheSlotToo() {
    String appointment = booked(free.get(0));
    String start = free.get(1).json().path("start").asText();
    App.Answer moved = app.patch(appointment, "[{\"op\":\"replace\",\"path\":\"/start\",\"value\":\"" + start + "\"}]");
    assertEquals(200, moved.status());
    assertEquals(free.get(1).reference(), moved.body().at("/slot/0/reference").asText());
    assertEquals(free.get(1).json().get("end"), moved.body().get("end"), "the visit is as long as before");
    assertEquals("free", status(free.get(0)));
    assertEquals("busy", status(free.get(1)));
  }

  @Test
  void aTimeOutsideTheScheduleStandsWithoutASlot() {
    String appointment = booked(free.get(0));
    String evening = free.get(0).json().path("start").asText().replaceAll("T\\d\\d:\\d\\d", "T20:15");
    App.Answer moved = app.patch(appointment, "[{\"op\":\"replace\",\"path\":\"/start\",\"value\":\"" + evening + "\"}]");
    assertEquals(200, moved.status());
    assertFalse(moved.body().has("slot"));
    assertEquals("free", status(free.get(0)));
  }

  @Test
  void movingOntoATakenSlotChangesNothing() {
    String appointment = booked(free.get(0));
    booked(free.get(1));
    App.Answer refused = app.patch(appointment,
        "[{\"op\":\"replace\",\"path\":\"/slot/0/reference\",\"value\":\"" + free.get(1).reference() + "\"}]");
    assertEquals(409, refused.status());
    assertEquals("busy", status(free.get(0)));
    assertEquals(free.get(0).reference(), app.get("/fhir/" + appointment).body().at("/slot/0/reference").asText());
  }

  @Test
  void slotAndTimeMustAgree() {
    ObjectNode request = in(free.get(0));
    request.set("start", free.get(1).json().get("start"));
    request.set("end", free.get(1).json().get("end"));
    assertEquals("70423", app.create("Appointment", request).code());
    request.putArray("slot").addObject().put("reference", "Slot/none");
    assertEquals("70422", app.create("Appointment", request).code());
    request.remove("participant");
    assertEquals("70424", app.create("Appointment", request).code());
  }

  @Test
  void theFrontDeskReschedulesAndTheApplicationSeesIt() {
    Stored appointment = sandbox.store().all("Appointment").stream()
        .filter(a -> a.json().path("status").asText().equals("booked")).findFirst().orElseThrow();
    String old = appointment.json().at("/slot/0/reference").asText();
    Stored to = free.getLast();
    String body = "[{\"op\":\"replace\",\"path\":\"/slot/0/reference\",\"value\":\"" + to.reference() + "\"}]";
    assertEquals(200, app.control("PATCH", "/fhir/" + appointment.reference(), body).status());
    assertEquals(to.json().get("start"), app.get("/fhir/" + appointment.reference()).body().get("start"));
    assertEquals("free", app.get("/fhir/" + old).body().path("status").asText());
    assertEquals("busy", status(to));
  }

  private String booked(Stored slot) {
    App.Answer booked = app.create("Appointment", in(slot));
    assertEquals(201, booked.status(), booked.body().toString());
    return "Appointment/" + booked.body().path("id").asText();
  }

  private String status(Stored slot) {
    return sandbox.store().find(slot.reference()).orElseThrow().json().path("status").asText();
  }

  private ObjectNode in(Stored slot) {
    String practitioner = sandbox.store().find(slot.json().at("/schedule/reference").asText()).orElseThrow()
        .json().at("/actor/0/reference").asText();
    return (ObjectNode) Json.read("""
        {"resourceType": "Appointment", "status": "booked", "slot": [{"reference": "%s"}],
         "participant": [{"actor": {"reference": "%s"}, "status": "accepted"},
                         {"actor": {"reference": "%s"}, "status": "accepted"}]}"""
        .formatted(slot.reference(), sandbox.store().all("Patient").getFirst().reference(), practitioner));
  }
}
