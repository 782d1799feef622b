package io.mediflow.webhookintake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.record.RecordType;
import io.mediflow.webhookintake.WebhookIntakeDecision.Refuse;
import io.mediflow.webhookintake.WebhookIntakeDecision.Take;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscriptions' bundles in R4's and R4B's form, and a vendor's events in that form. */
class BundlesTest {

  private static final Instant ARRIVED = Instant.parse("2026-03-02T12:00:00Z");
  private static final FlowId PATIENTS = new FlowId("fir", "fhir", RecordType.PATIENT, FlowId.Scope.WHOLE);
  private static final FlowId APPOINTMENTS = new FlowId("fir", "fhir", RecordType.APPOINTMENT, FlowId.Scope.WHOLE);
  private static final OptionalLong NONE = OptionalLong.empty();

  static Stream<Notices> bothForms() {
    return Stream.of(Notices.r4("event-notification"), Notices.r4b("event-notification"));
  }

  @ParameterizedTest
  @MethodSource("bothForms")
  void eachFocusIsAHint(Notices notice) {
    Take take = take(notice.about(1, "Patient/p1").about(2, "https://ehr.example/fhir/Appointment/a1")
        .about(3, "Patient/p2/_history/4").about(4, "Patient/p1").about(5, "Device/d1"), NONE);
    assertEquals(List.of("Patient/p1 hint", "Appointment/a1 hint", "Patient/p2 hint"), told(take));
    assertEquals(Set.of(PATIENTS, APPOINTMENTS), take.heard());
    assertEquals(Set.of(), take.relist());
    assertEquals(new Progress(Notices.COUNTED, 5, false, false), take.progress().orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("bothForms")
  void aResourceThatComesAlongTravelsInlineByteForByte(Notices notice) {
    String resource = "{\"id\":\"p1\" , \"name\":[{\"family\":\"Ærø {\\\"}\"}],\n\"meta\":{\"lastUpdated\":\"2026-03-02T11:59:59Z\"},\"resourceType\":\"Patient\"}";
    Take take = take(notice.about(1, "Patient/p1").about(2, "Patient/p2").about(3, "Patient/p3").entry(resource)
        .entry("{\"resourceType\":\"Patient\",\"id\":\"p2\"}")
        .entry("{\"resourceType\":\"AuditEvent\",\"id\":\"x\",\"meta\":{\"lastUpdated\":\"2026-03-02T11:59:59Z\"}}"), NONE);
    assertEquals(List.of("Patient/p1 inline", "Patient/p2 hint", "Patient/p3 hint"), told(take));
    assertEquals(resource, take.changes().iterator().next().body());
    assertEquals(Set.of(), take.relist());
  }

  @ParameterizedTest
  @MethodSource("bothForms")
  void whatComesAlongWithoutBeingNamedIsTakenToo(Notices notice) {
    Take take = take(notice.event(1, "").entry(Notices.patient("p1", "2026-03-02T11:59:59Z")), NONE);
    assertEquals(List.of("Patient/p1 inline"), told(take));
    assertEquals(Set.of(), take.relist());
  }

  @ParameterizedTest
  @MethodSource("bothForms")
  void anEventWithoutContentIsListed(Notices notice) {
    assertEquals(Set.of(PATIENTS), take(notice.event(1, ""), NONE).relist());
    assertEquals(Set.of(PATIENTS), take(notice.since(1), NONE).relist());
    assertEquals(Set.of(PATIENTS, APPOINTMENTS), take(notice.topic("urn:another").event(1, ""), NONE).relist());
    Take mixed = take(notice.about(1, "Patient/p1").event(2, ""), NONE);
    assertEquals(List.of("Patient/p1 hint"), told(mixed));
    assertEquals(Set.of(PATIENTS), mixed.relist());
    assertFalse(mixed.progress().orElseThrow().gap());
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "https://another.example/fhir/Patient/p1", "https://ehr.example/fhir2/Patient/p1", "urn:uuid:7", "Patient/", "Patient/a/b", "#p1"})
  void aReferenceToAnotherServerIsNotGuessed(String reference) {
    Take take = take(Notices.r4b("event-notification").about(1, reference), NONE);
    assertEquals(List.of(), told(take));
    assertEquals(Set.of(PATIENTS), take.relist());
  }

  @ParameterizedTest
  @ValueSource(strings = {"handshake", "heartbeat", "query-status"})
  void whatTellsNoEventQueuesNothing(String kind) {
    for (Notices notice : List.of(Notices.r4(kind), Notices.r4b(kind))) {
      Take take = take(notice.since(0), NONE);
      assertEquals(List.of(), told(take));
      assertEquals(Set.of(PATIENTS), take.heard());
      assertEquals(Set.of(), take.relist());
      assertEquals(Set.of(PATIENTS, APPOINTMENTS), take(notice.topic("urn:another"), NONE).heard());
    }
  }

  // kind, since, event numbers, known before; whether a gap, and what is known then
  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
      event-notification | -  | 1     | -  | false | 1
      event-notification | -  | 2     | -  | true  | 2
      event-notification | -  | 6     | 5  | false | 6
      event-notification | -  | 6 7 8 | 5  | false | 8
      event-notification | -  | 8 6 7 | 5  | false | 8
      event-notification | -  | 7     | 5  | true  | 7
      event-notification | -  | 6 8   | 5  | true  | 8
      event-notification | -  | 5     | 5  | false | 5
      event-notification | -  | 3 4   | 5  | false | 4
      event-notification | -  | 4 7   | 5  | true  | 7
      event-notification | 9  | 6     | 5  | false | 6
      event-notification | 6  | -     | 5  | false | 6
      event-notification | 7  | -     | 5  | true  | 7
      heartbeat          | 5  | -     | 5  | false | 5
      heartbeat          | 6  | -     | 5  | true  | 6
      heartbeat          | 4  | -     | 5  | false | 4
      heartbeat          | 3  | -     | -  | true  | 3
      query-status       | 6  | -     | 5  | true  | 6
      handshake          | 0  | -     | -  | false | 0
      handshake          | -  | -     | 5  | false | 0
      handshake          | 0  | -     | 5  | false | 0
      handshake          | 9  | -     | 5  | true  | 9
      """)
  void aNumberThatIsMissingIsAGap(String kind, Long since, String numbers, Long known, boolean gap, long reached) {
    for (Notices form : List.of(Notices.r4(kind), Notices.r4b(kind))) {
      Notices notice = since == null ? form : form.since(since);
      for (String number : numbers == null ? new String[0] : numbers.split(" ")) {
        notice = notice.about(Long.parseLong(number), "Patient/p" + number);
      }
      Take take = take(notice, known == null ? NONE : OptionalLong.of(known));
      assertEquals(new Progress(Notices.COUNTED, reached, kind.equals("handshake"), gap), take.progress().orElseThrow());
      boolean empty = kind.equals("event-notification") && numbers == null;
      assertEquals(gap || empty ? Set.of(PATIENTS) : Set.of(), take.relist());
    }
  }

  @Test
  void aHeartbeatWithoutACountSaysNothingOfNumbers() {
    assertTrue(take(Notices.r4("heartbeat"), OptionalLong.of(5)).progress().isEmpty());
  }

  @Test
  void aSubscriptionInErrorIsTold() {
    assertFalse(take(Notices.r4("heartbeat"), NONE).broken());
    String text = Notices.r4("heartbeat").toString();
    assertTrue(((Take) decide(text.replace("\"valueCode\":\"active\"", "\"valueCode\":\"error\""), NONE)).broken());
    assertTrue(((Take) decide(Notices.r4b("heartbeat").toString().replace("\"topic\"", "\"error\":[{\"text\":\"x\"}],\"topic\""), NONE)).broken());
  }

  @Test
  void aBundleThatSaysNothingOfWhyItIsSentIsRefused() {
    for (String body : List.of("{\"resourceType\":\"Bundle\"}", "{\"resourceType\":\"Bundle\",\"entry\":[]}",
        "{\"resourceType\":\"Bundle\",\"entry\":[1,{\"resource\":3}]}",
        "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":" + Notices.patient("p1", "2026-03-02T11:59:59Z") + "}]}",
        Notices.r4("event-notified").toString(), Notices.r4b("").toString(),
        Notices.r4("heartbeat").toString().replace("\"Parameters\"", "\"Basic\""))) {
      assertEquals(Refusal.NO_NOTIFICATION, assertInstanceOf(Refuse.class, decide(body, NONE)).refusal(), body);
    }
  }

  @Test
  void tooManyEventsOrEntriesAreRefusedWhole() {
    assertEquals(10, take(Notices.many(true, 10), NONE).changes().size());
    assertEquals(Refusal.TOO_MANY, ((Refuse) decide(Notices.many(true, 11).toString(), NONE)).refusal());
    assertEquals(Refusal.TOO_MANY, ((Refuse) decide(Notices.many(false, 100_000).toString(), NONE)).refusal());
    Notices entries = Notices.r4("event-notification").about(1, "Patient/p1");
    for (int one = 0; one < 10; one++) {
      entries = entries.entry(Notices.patient("p" + one, "2026-03-02T11:59:59Z"));
    }
    assertEquals(Refusal.TOO_MANY, ((Refuse) decide(entries.toString(), NONE)).refusal());
  }

  @Test
  void whatStandsInAnyOrderIsRead() {
    Take take = (Take) decide("""
        {"entry":[{"request":{},"resource":{"parameter":[{"part":[{"valueReference":{"reference":"Patient/p1"},"name":"focus"},
        {"valueInteger":3,"name":"event-number"}],"name":"notification-event"},{"valueCode":"event-notification","name":"type"},
        {"valueReference":{"reference":"Subscription/1"},"name":"subscription"}],"resourceType":"Parameters"}}],"resourceType":"Bundle"}""",
        OptionalLong.of(2));
    assertEquals(List.of("Patient/p1 hint"), told(take));
    assertEquals(new Progress("Subscription/1", 3, false, false), take.progress().orElseThrow());
  }

  @Test
  void aBundleAtAPathThatNamesARecordIsAHintOfThatRecord() {
    assertEquals(List.of("Patient/p9 hint"), told((Take) decide(
        Sample.hook(Sample.connection("fir", Sample.LANTERN, "fhir"), Sample.LANTERN, "/hooks/fir/fhir/Patient/p9"),
        Notices.r4("event-notification").about(7, "Patient/p1").toString(), NONE)));
  }

  // What the identifier of an event without a FHIR reference leads to: the vendor's events.
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      fhir v1 | {"reference":"Patient/a-1.E-2","identifier":{"system":"urn:athenahealth:athenanet:patient:1","value":"2"}} | Patient/a-1.E-2 hint |
      fhir v1 | {"identifier":{"system":"urn:athenahealth:athenanet:appointment:1","value":"2"}}                            | appointment/2 hint   |
      fhir    | {"identifier":{"system":"urn:athenahealth:athenanet:appointment:1","value":"2"}}                            |                      |
      fhir v1 | {"identifier":{"system":"urn:athenahealth:athenanet:patientcase:1","value":"2"}}                            |                      |
      fhir v1 | {"identifier":{"system":"urn:athenahealth:athenanet:appointments:1","value":"2"}}                           |                      |
      fhir v1 | {"reference":"Claim/c1","identifier":{"system":"urn:athenahealth:athenanet:claim:1","value":"2"}}           | claim/2 hint         |
      """)
  void anIdentifierIsPlacedByThePackage(String interfaces, String focus, String told, String listed) {
    Hook hook = Sample.hook(Sample.connection("oak", Sample.EVENTS, interfaces.split(" ")), Sample.EVENTS, "/hooks/oak/fhir");
    Take take = (Take) decide(hook, Notices.r4b("event-notification").event(1, focus)
        .entry("{\"resourceType\":\"AuditEvent\",\"id\":\"x\"}").toString(), NONE);
    assertEquals(told == null ? List.of() : List.of(told), told(take));
    assertEquals(listed == null ? List.of() : List.of(listed), take.relist().stream().map(FlowId::label).toList());
    assertTrue(take.progress().isEmpty(), "numbers within a bundle prove no gap");
  }

  @Test
  void anIdentifierMayLeadToTheFhirInterfaceItself() {
    assertEquals(List.of("Patient/77 hint"), told(take(Notices.r4("event-notification")
        .event(1, "{\"identifier\":{\"system\":\"urn:lantern:person\",\"value\":\"77\"}}"), NONE)));
  }

  private static List<String> told(Take take) {
    return take.changes().stream().map(BundlesTest::told).toList();
  }

  private static String told(Change change) {
    assertEquals(Change.Origin.NOTIFICATION, change.origin());
    assertEquals(ARRIVED.toEpochMilli(), change.fetchStart());
    return change.resourceType() + "/" + change.sourceId() + (change.body() == null ? " hint" : " inline");
  }

  private static Take take(Notices notice, OptionalLong last) {
    return assertInstanceOf(Take.class, decide(notice.toString(), last));
  }

  private static WebhookIntakeDecision decide(String body, OptionalLong last) {
    return decide(Sample.hook(Sample.connection("fir", Sample.LANTERN, "fhir"), Sample.LANTERN, "/hooks/fir/fhir"), body, last);
  }

  private static WebhookIntakeDecision decide(Hook hook, String body, OptionalLong last) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return WebhookIntake.decide(hook, new Notification("POST", "/", Map.of(), bytes), new PayloadReader(64, 10).read(bytes), last, ARRIVED);
  }
}
