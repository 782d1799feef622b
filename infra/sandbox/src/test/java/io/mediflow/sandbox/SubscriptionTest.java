package io.mediflow.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.change.Change;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.record.RecordType;
import io.mediflow.sandbox.store.Json;
import io.mediflow.sandbox.store.Stored;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the sandbox sends as a subscription, taken in by webhook-intake over HTTP. */
class SubscriptionTest {

  private static final Instant LATER = Instant.now().plusSeconds(7200);
  private static final FlowId PATIENTS = new FlowId("invented-ehr", "fhir", RecordType.PATIENT, FlowId.Scope.WHOLE);

  private Sandbox sandbox;
  private Intake intake;
  private App desk;
  private List<Stored> patients;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(Options.defaults().withTimeScale(20));
    intake = new Intake(sandbox.base().resolve("/fhir"));
    desk = new App(sandbox.base());
    patients = sandbox.store().all("Patient");
    control("PUT", "/webhooks", "{\"enabled\": true}");
  }

  @AfterEach
  void stop() {
    sandbox.close();
    intake.close();
  }

  @ParameterizedTest
  @CsvSource({
      "invented-ehr, r4,  full-resource, standard-webhooks, X-Hook-Secret",
      "invented-ehr, r4b, id-only,       standard-webhooks, X-Hook-Secret",
      "athenahealth, r4b, id-only,       hmac-sha256,       X-Hub-Signature",
      "smart-r4,     r4,  full-resource, header-secret,     X-Hook-Secret",
      "smart-r4,     r4b, full-resource, header-secret,     X-Hook-Secret",
      "smart-r4,     resource, id-only,  header-secret,     X-Hook-Secret"})
  void everyFormAndSignatureIsTaken(String name, String form, String content, String sign, String header) {
    subscribe(name, form, content, sign, header);
    if (!form.equals("resource")) {
      control("POST", "/webhooks/handshake", "");
      control("POST", "/webhooks/heartbeat", "");
      intake.answered(204, 204);
      assertEquals(List.of(), intake.changes());
    }
    change(0, "1980-01-01");
    intake.answered(204);
    Change change = intake.changes().getFirst();
    assertEquals(1, intake.changes().size());
    assertEquals(patients.getFirst().id(), change.sourceId());
    boolean inline = content.equals("full-resource") || form.equals("resource");
    assertEquals(inline ? sandbox.store().find(patients.getFirst().reference()).orElseThrow().json() : Json.read("null"),
        Json.read(inline ? change.body() : "null"));
  }

  @Test
  void aLostEventMakesTheFlowDueAndDuplicatesAndDisorderDoNot() {
    subscribe("invented-ehr", "r4", "id-only", "standard-webhooks", "X-Hook-Secret");
    intake.flow(PATIENTS, LATER);
    control("PUT", "/webhooks/disorder", "{\"duplicate\": 1}");
    change(0, "1980-01-01");
    change(1, "1980-01-01");
    intake.answered(204, 204, 204);
    assertEquals(Set.of(patients.get(0).id(), patients.get(1).id()), told());
    assertEquals(2, intake.changes().stream().map(Change::id).distinct().count(), "a redelivery is the same change");
    assertEquals(LATER, due());

    control("PUT", "/webhooks/disorder", "{\"drop\": 1}");
    change(2, "1980-01-01"); // lost
    change(3, "1980-01-01");
    intake.answered(204);
    assertTrue(due().isBefore(LATER), "the flow lists what was lost");
    assertEquals(OptionalLong.of(4), numbers());
    assertEquals(Set.of(0, 1, 3).stream().map(one -> patients.get(one).id()).collect(Collectors.toSet()), told());
  }

  @Test
  void eventsInAnotherOrderAreAllTaken() {
    subscribe("invented-ehr", "r4b", "full-resource", "standard-webhooks", "X-Hook-Secret");
    control("PUT", "/webhooks/disorder", "{\"swap\": 1}");
    change(0, "1980-01-01");
    change(0, "1980-01-02");
    intake.answered(204, 204);
    List<Change> both = intake.changes();
    assertTrue(both.get(0).body().contains("1980-01-02") && both.get(1).body().contains("1980-01-01"), "the later one came first");
    assertNotEquals(both.get(0).id(), both.get(1).id());
    assertEquals(OptionalLong.of(2), numbers());
  }

  @Test
  void aScriptLosesDoublesAndDelaysNotificationsToo() {
    subscribe("invented-ehr", "r4b", "full-resource", "standard-webhooks", "X-Hook-Secret");
    control("PUT", "/faults", "faults: [{do: notification-late, times: 1}]");
    change(0, "1980-01-01");
    change(0, "1980-01-02");
    intake.answered(204, 204);
    assertTrue(intake.changes().getFirst().body().contains("1980-01-02"), "the later one came first");

    control("PUT", "/faults", "faults: [{do: notification-twice, times: 1}]");
    change(1, "1980-01-01");
    intake.answered(204, 204);

    control("PUT", "/faults", "faults: [{do: notification-lost, times: 1}]");
    change(2, "1980-01-01");
    change(3, "1980-01-01");
    intake.answered(204);
    assertEquals(Set.of(0, 1, 3).stream().map(one -> patients.get(one).id()).collect(Collectors.toSet()), told());
  }

  @Test
  void aHeartbeatTellsOfWhatWasLostBeforeTheNextEventDoes() {
    subscribe("invented-ehr", "r4", "id-only", "standard-webhooks", "X-Hook-Secret");
    intake.flow(PATIENTS, LATER);
    change(0, "1980-01-01");
    intake.answered(204);
    control("PUT", "/webhooks/disorder", "{\"drop\": 1}");
    change(1, "1980-01-01"); // lost
    control("POST", "/webhooks/heartbeat", "");
    intake.answered(204);
    assertTrue(due().isBefore(LATER));
    assertTrue(intake.flows.find(PATIENTS).orElseThrow().lastNotification().isPresent());
  }

  @Test
  void anEventWithoutContentIsListed() {
    subscribe("invented-ehr", "r4", "empty", "standard-webhooks", "X-Hook-Secret");
    intake.flow(PATIENTS, LATER);
    change(0, "1980-01-01");
    intake.answered(204);
    assertEquals(List.of(), intake.changes());
    assertTrue(due().isBefore(LATER));
  }

  @Test
  void oneThatAClientMakesShakesHandsTellsItsTypeAndTellsAgain() {
    App client = App.registered(sandbox);
    ObjectNode wanted = wanted("Patient?", "id-only", Instant.now().plusSeconds(600));
    App.Answer made = client.create("Subscription", wanted);
    assertEquals(201, made.status());
    String id = made.body().path("id").asText();
    intake.answered(204);
    assertEquals(OptionalLong.of(0), intake.numbers.last("smart-r4", "fhir", "Subscription/" + id), "the handshake began the count");
    assertFalse(made.body().at("/channel").has("header"), "whoever reads it is not told the secret");

    change(0, "1980-01-01");
    intake.answered(204);
    control("PUT", "/webhooks/disorder", "{\"drop\": 1}");
    change(1, "1980-01-01"); // lost
    assertEquals("2", client.get("/fhir/Subscription/" + id + "/$status").body()
        .at("/entry/0/resource/parameter/4/valueString").asText());
    JsonNode again = client.get("/fhir/Subscription/" + id + "/$events?eventsSinceNumber=2&eventsUntilNumber=2").body();
    assertEquals("2", again.at("/entry/0/resource/parameter/5/part/0/valueString").asText());
    assertEquals(patients.get(1).reference(), again.at("/entry/0/resource/parameter/5/part/2/valueReference/reference").asText());
    String search = "/fhir/Subscription?url=" + URLEncoder.encode(intake.target("smart-r4"), StandardCharsets.UTF_8);
    assertEquals(1, client.get(search).body().path("total").asInt());
    assertEquals(204, client.call("DELETE", "/fhir/Subscription/" + id, "", Map.of()).status());
    assertEquals(404, client.get("/fhir/Subscription/" + id + "/$status").status());
  }

  @Test
  void whatNoServerHonoursIsRefused() {
    App client = App.registered(sandbox);
    assertEquals(422, client.create("Subscription", wanted("Patient?", "some", LATER)).status());
    assertEquals(422, client.create("Subscription", wanted("Patient?", "empty", Instant.now().minusSeconds(9))).status());
    assertEquals(404, client.update("Subscription/none", wanted("Patient?", "empty", LATER)).status());
    assertEquals(401, desk.get("/fhir/Subscription/none").status());
  }

  private ObjectNode wanted(String criteria, String content, Instant end) {
    ObjectNode wanted = Json.MAPPER.createObjectNode().put("resourceType", "Subscription").put("status", "requested")
        .put("criteria", criteria).put("end", end.toString());
    ObjectNode channel = wanted.putObject("channel").put("type", "rest-hook").put("endpoint", intake.target("smart-r4"));
    channel.putObject("_payload").putArray("extension").addObject().put("valueCode", content)
        .put("url", "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content");
    channel.putArray("header").add("X-Hook-Secret: " + Intake.SECRET);
    return wanted;
  }

  @Test
  void anotherSecretIsRefused() {
    String body = Json.MAPPER.createObjectNode().put("target", intake.target("invented-ehr")).put("form", "r4")
        .put("sign", "standard-webhooks").put("secret", "whsec_bm90IHRoaXMgb25l").toString();
    control("POST", "/webhooks", body);
    control("POST", "/webhooks/heartbeat", "");
    intake.answered(401);
  }

  @Test
  void whatNobodyCanSendIsRefused() {
    assertEquals(400, desk.control("POST", "/webhooks",
        "{\"target\":\"http://127.0.0.1:1/x\",\"secret\":\"s\",\"form\":\"r5\"}").status());
  }

  private Instant due() {
    return intake.flows.find(PATIENTS).orElseThrow().due();
  }

  private OptionalLong numbers() {
    String subscription = "Subscription/" + UUID.nameUUIDFromBytes(
        intake.target("invented-ehr").getBytes(StandardCharsets.UTF_8));
    return intake.numbers.last("invented-ehr", "fhir", subscription);
  }

  private Set<String> told() {
    return intake.changes().stream().map(Change::sourceId).collect(Collectors.toSet());
  }

  private void subscribe(String name, String form, String content, String sign, String header) {
    control("POST", "/webhooks", Json.MAPPER.createObjectNode().put("target", intake.target(name)).put("form", form)
        .put("content", content).put("sign", sign).put("header", header).put("secret", Intake.SECRET).toString());
  }

  private void control(String method, String path, String body) {
    assertEquals(200, desk.control(method, path, body).status(), path);
  }

  private void change(int patient, String birthDate) {
    String patch = "[{\"op\":\"replace\",\"path\":\"/birthDate\",\"value\":\"" + birthDate + "\"}]";
    assertEquals(200, desk.control("PATCH", "/fhir/" + patients.get(patient).reference(), patch).status());
  }
}
