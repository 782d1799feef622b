package io.mediflow.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.sandbox.control.Stats;
import io.mediflow.sandbox.store.Json;
import io.mediflow.sandbox.store.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NotificationTest {
  private Sandbox sandbox;
  private Receiver receiver;
  private App desk;
  private Stored patient;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(Options.defaults().withTimeScale(20));
    receiver = new Receiver();
    desk = new App(sandbox.base());
    patient = sandbox.store().all("Patient").getFirst();
    String body = Json.MAPPER.createObjectNode()
        .put("target", receiver.target()).put("header", "X-Hook-Secret").put("secret", "s3cret").toString();
    assertEquals(200, desk.control("POST", "/webhooks", body).status());
  }

  @AfterEach
  void stop() {
    sandbox.close();
    receiver.close();
  }

  @Test
  void theFullResourceComesWithTheSecret() {
    on(true);
    change("1980-01-01");
    Receiver.Received news = receiver.next();
    assertEquals("PUT", news.method());
    assertEquals("/hooks/practice/fhir/" + patient.reference(), news.path());
    assertEquals("s3cret", news.secret());
    assertEquals("application/fhir+json", news.contentType());
    assertEquals(sandbox.store().find(patient.reference()).orElseThrow().json(), Json.read(news.body()));

    App app = App.registered(sandbox);
    App.Answer created = app.create("Patient", WriteTest.newPatient());
    assertEquals("/hooks/practice/fhir/Patient/" + created.body().path("id").asText(), receiver.next().path());
  }

  @Test
  void theyComeInOrderAndOnlyForTheTypesThatAreTold() {
    on(true);
    Stored booked = sandbox.store().all("Appointment").stream()
        .filter(a -> a.json().path("status").asText().equals("booked")).findFirst().orElseThrow();
    desk.control("PATCH", "/fhir/" + booked.reference(), "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"cancelled\"}]");
    change("1980-01-01");
    change("1980-01-02");
    assertTrue(receiver.next().path().endsWith(booked.reference()), "the slot that was freed is not told");
    assertTrue(receiver.next().body().contains("1980-01-01"));
    assertTrue(receiver.next().body().contains("1980-01-02"));
  }

  @Test
  void itTriesAgainAndThenGivesUp() {
    on(true);
    receiver.refusals.set(2);
    change("1980-01-01");
    await(() -> sandbox.stats().of(Stats.Event.NOTIFICATION_SENT) == 1);
    assertEquals(3, receiver.waiting());

    receiver.refusals.set(3);
    change("1980-01-02");
    await(() -> sandbox.stats().of(Stats.Event.NOTIFICATION_FAILED) == 1);
    change("1980-01-03");
    await(() -> sandbox.stats().of(Stats.Event.NOTIFICATION_SENT) == 2);
  }

  @Test
  void whileOffNothingIsToldAndNotLaterEither() {
    change("1980-01-01");
    on(true);
    change("1980-01-02");
    assertTrue(receiver.next().body().contains("1980-01-02"));
    on(false);
    change("1980-01-03");
    on(true);
    change("1980-01-04");
    assertTrue(receiver.next().body().contains("1980-01-04"));
    await(() -> sandbox.stats().of(Stats.Event.NOTIFICATION_SENT) == 2);
    assertEquals(0, receiver.waiting());
  }

  @Test
  void onlyThisMachineIsTold() {
    assertEquals(400, desk.control("POST", "/webhooks", "{\"target\":\"http://example.com/x\",\"secret\":\"s\"}").status());
    assertEquals(400, desk.control("POST", "/webhooks", "{\"target\":\"" + receiver.target() + "\"}").status());
  }

  private void on(boolean enabled) {
    assertEquals(200, desk.control("PUT", "/webhooks", "{\"enabled\": " + enabled + "}").status());
  }

  private void change(String birthDate) {
    String patch = "[{\"op\":\"replace\",\"path\":\"/birthDate\",\"value\":\"" + birthDate + "\"}]";
    assertEquals(200, desk.control("PATCH", "/fhir/" + patient.reference(), patch).status());
  }

  static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(Duration.ofSeconds(10));
    while (!condition.getAsBoolean()) {
      assertTrue(Instant.now().isBefore(end), "It did not happen within 10 s");
      Thread.onSpinWait();
    }
  }
}
