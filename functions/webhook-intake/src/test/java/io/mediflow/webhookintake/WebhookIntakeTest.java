package io.mediflow.webhookintake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.record.RecordType;
import io.mediflow.webhookintake.WebhookIntakeDecision.Ignore;
import io.mediflow.webhookintake.WebhookIntakeDecision.Refuse;
import io.mediflow.webhookintake.WebhookIntakeDecision.Take;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WebhookIntakeTest {

  private static final Instant ARRIVED = Instant.parse("2026-03-02T12:00:00Z");
  private static final String DATED = """
      {"resourceType":"Patient","id":"p1","meta":{"tag":[{"code":"x"}],"lastUpdated":"2026-03-02T11:59:59Z"}}""";

  @Test
  void aDatedResourceTravelsInline() {
    Change change = taken("/hooks/elm/fhir", DATED);
    assertEquals("Patient", change.resourceType());
    assertEquals("p1", change.sourceId());
    assertEquals(DATED, change.body());
    assertEquals(ARRIVED.toEpochMilli(), change.fetchStart());
    assertEquals(Change.Origin.NOTIFICATION, change.origin());
    assertEquals(Set.of(new FlowId("elm", "fhir", RecordType.PATIENT, FlowId.Scope.WHOLE)), decided("/hooks/elm/fhir", DATED).heard());
  }

  @Test
  void aResourceWithoutATimeIsOnlyAHint() {
    Change change = taken("/hooks/elm/fhir/Patient/p1", "{\"resourceType\":\"Patient\",\"id\":\"p1\",\"meta\":{\"versionId\":\"3\"}}");
    assertEquals("p1", change.sourceId());
    assertNull(change.body());
    // A time that stands elsewhere is not the resource's.
    assertNull(taken("/hooks/elm/fhir", "{\"lastUpdated\":\"2026-03-02T11:59:59Z\",\"resourceType\":\"Patient\",\"id\":\"p1\","
        + "\"meta\":{\"extension\":[{\"lastUpdated\":\"2026-03-02T11:59:59Z\"}]}}").body());
  }

  @Test
  void anEmptyBodyIsAHintFromThePath() {
    Change change = taken("/hooks/elm/fhir/Patient/p1", " ");
    assertEquals("p1", change.sourceId());
    assertNull(change.body());
    assertEquals(400, refused("/hooks/elm/fhir", ""));
  }

  @Test
  void whatCannotBeParsedTravelsAsItCame() {
    for (String broken : new String[] {"{\"resourceType\":\"Patient\",", "[1,2]", "{} {}", "\"text\"", "\u0001", "{\"id\":\"a\",\"id\":\"b\"}"}) {
      Take take = decided("/hooks/elm/fhir", broken);
      assertEquals(broken, only(take).body());
      assertNull(only(take).resourceType());
      assertEquals(Set.of(), take.heard());
      assertEquals("p1", taken("/hooks/elm/fhir/Patient/p1", broken).sourceId());
    }
    assertEquals("{\"resourceType\":\"Patient\"}", taken("/hooks/elm/fhir", "{\"resourceType\":\"Patient\"}").body());
  }

  @Test
  void thePathIsBelievedBeforeTheBody() {
    assertEquals("p9", taken("/hooks/elm/fhir/Patient/p9", DATED).sourceId());
  }

  @Test
  void aRedeliveryHasTheSameIdAndAnotherContentAnotherOne() {
    assertEquals(taken("/hooks/elm/fhir", DATED).id(), taken("/hooks/elm/fhir", DATED).id());
    assertNotEquals(taken("/hooks/elm/fhir", DATED).id(), taken("/hooks/elm/fhir", DATED.replace("59Z", "58Z")).id());
    assertNotEquals(taken("/hooks/elm/fhir", DATED).id(), taken("/hooks/oak/fhir", DATED).id());
  }

  @Test
  void whatThePackageDoesNotFollowIsNoChange() {
    assertInstanceOf(Ignore.class, decide("/hooks/elm/fhir", DATED.replace("Patient", "Device")));
  }

  @Test
  void depthAndContentTypeAreLimited() {
    assertInstanceOf(Take.class, decide("/hooks/elm/fhir", "{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}"));
    assertEquals(400, refused("/hooks/elm/fhir", "{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}"));
    var xml = Sample.notification("POST", "/hooks/elm/fhir", Sample.SECRET, "application/fhir+xml", "<Patient/>");
    assertEquals(415, ((Refuse) decide("/hooks/elm/fhir", xml)).refusal().status());
    var zipped = new Notification("POST", "/hooks/elm/fhir",
        Map.of("content-type", "application/json", "content-encoding", "gzip"), DATED.getBytes(StandardCharsets.UTF_8));
    assertEquals(Refusal.ENCODING, ((Refuse) decide("/hooks/elm/fhir", zipped)).refusal());
    var withCharset = Sample.notification("PUT", "/hooks/elm/fhir", Sample.SECRET, "application/json; charset=UTF-8", DATED);
    assertInstanceOf(Take.class, decide("/hooks/elm/fhir", withCharset));
  }

  @Test
  void whatIsNoUtf8IsNotRead() {
    byte[] wide = DATED.getBytes(StandardCharsets.UTF_16LE);
    byte[] latin = "{\"resourceType\":\"Patient\",\"id\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    for (byte[] body : new byte[][] {wide, latin}) {
      var notification = new Notification("POST", "/hooks/elm/fhir", Map.of("content-type", "application/json"), body);
      assertNull(only((Take) decide("/hooks/elm/fhir", notification)).resourceType());
    }
  }

  private static int refused(String path, String body) {
    return assertInstanceOf(Refuse.class, decide(path, body)).refusal().status();
  }

  private static Change taken(String path, String body) {
    return only(decided(path, body));
  }

  private static Change only(Take take) {
    assertEquals(1, take.changes().size());
    return take.changes().iterator().next();
  }

  private static Take decided(String path, String body) {
    return assertInstanceOf(Take.class, decide(path, body));
  }

  private static WebhookIntakeDecision decide(String path, String body) {
    return decide(path, Sample.post(path, body));
  }

  private static WebhookIntakeDecision decide(String path, Notification notification) {
    Hook hook = Sample.hook(Sample.connection(HookPath.of(path).orElseThrow().connection(), false), Sample.EHR, path);
    Optional<Refuse> unread = WebhookIntake.unread(hook, notification);
    return unread.isPresent() ? unread.get() : WebhookIntake.decide(
        hook, notification, new PayloadReader(64, 10).read(notification.body()), OptionalLong.empty(), ARRIVED);
  }
}
