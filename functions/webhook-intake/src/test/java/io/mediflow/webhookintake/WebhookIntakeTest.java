package io.mediflow.webhookintake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mediflow.model.change.Change;
import io.mediflow.model.record.RecordType;
import io.mediflow.webhookintake.WebhookIntakeDecision.Ignore;
import io.mediflow.webhookintake.WebhookIntakeDecision.Refuse;
import io.mediflow.webhookintake.WebhookIntakeDecision.Take;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebhookIntakeTest {

  private static final Instant ARRIVED = Instant.parse("2026-03-02T12:00:00Z");
  private static final String DATED = """
      {"resourceType":"Patient","id":"p1","meta":{"tag":[{"code":"x"}],"lastUpdated":"2026-03-02T11:59:59Z"}}""";

  @Test
  void aDatedResourceTravelsInline() {
    Change change = taken("/hooks/elm/fhir", DATED).change();
    assertEquals("Patient", change.resourceType());
    assertEquals("p1", change.sourceId());
    assertEquals(DATED, change.body());
    assertEquals(ARRIVED.toEpochMilli(), change.fetchStart());
    assertEquals(Change.Origin.NOTIFICATION, change.origin());
    assertEquals(Optional.of(RecordType.PATIENT), taken("/hooks/elm/fhir", DATED).type());
  }

  @Test
  void aResourceWithoutATimeIsOnlyAHint() {
    Change change = taken("/hooks/elm/fhir/Patient/p1", "{\"resourceType\":\"Patient\",\"id\":\"p1\",\"meta\":{\"versionId\":\"3\"}}").change();
    assertEquals("p1", change.sourceId());
    assertNull(change.body());
    // A time that stands elsewhere is not the resource's.
    assertNull(taken("/hooks/elm/fhir", "{\"lastUpdated\":\"2026-03-02T11:59:59Z\",\"resourceType\":\"Patient\",\"id\":\"p1\","
        + "\"meta\":{\"extension\":[{\"lastUpdated\":\"2026-03-02T11:59:59Z\"}]}}").change().body());
  }

  @Test
  void anEmptyBodyIsAHintFromThePath() {
    Change change = taken("/hooks/elm/fhir/Patient/p1", " ").change();
    assertEquals("p1", change.sourceId());
    assertNull(change.body());
    assertEquals(400, refused("/hooks/elm/fhir", ""));
  }

  @Test
  void whatCannotBeParsedTravelsAsItCame() {
    for (String broken : new String[] {"{\"resourceType\":\"Patient\",", "[1,2]", "{} {}", "\"text\"", "\u0001"}) {
      Take take = taken("/hooks/elm/fhir", broken);
      assertEquals(broken, take.change().body());
      assertNull(take.change().resourceType());
      assertEquals(Optional.empty(), take.type());
      assertEquals("p1", taken("/hooks/elm/fhir/Patient/p1", broken).change().sourceId());
    }
    assertEquals("{\"resourceType\":\"Patient\"}", taken("/hooks/elm/fhir", "{\"resourceType\":\"Patient\"}").change().body());
  }

  @Test
  void thePathIsBelievedBeforeTheBody() {
    assertEquals("p9", taken("/hooks/elm/fhir/Patient/p9", DATED).change().sourceId());
  }

  @Test
  void aRedeliveryHasTheSameIdAndAnotherContentAnotherOne() {
    assertEquals(taken("/hooks/elm/fhir", DATED).change().id(), taken("/hooks/elm/fhir", DATED).change().id());
    assertNotEquals(taken("/hooks/elm/fhir", DATED).change().id(), taken("/hooks/elm/fhir", DATED.replace("59Z", "58Z")).change().id());
    assertNotEquals(taken("/hooks/elm/fhir", DATED).change().id(), taken("/hooks/oak/fhir", DATED).change().id());
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
    assertEquals(415, ((Refuse) decide("/hooks/elm/fhir", xml)).status());
    var withCharset = Sample.notification("PUT", "/hooks/elm/fhir", Sample.SECRET, "application/json; charset=UTF-8", DATED);
    assertInstanceOf(Take.class, decide("/hooks/elm/fhir", withCharset));
  }

  private static int refused(String path, String body) {
    return assertInstanceOf(Refuse.class, decide(path, body)).status();
  }

  private static Take taken(String path, String body) {
    return assertInstanceOf(Take.class, decide(path, body));
  }

  private static WebhookIntakeDecision decide(String path, String body) {
    return decide(path, Sample.post(path, body));
  }

  private static WebhookIntakeDecision decide(String path, Notification notification) {
    return WebhookIntake.decide(HookPath.of(path).orElseThrow(), notification, Sample.EHR, 64, ARRIVED);
  }
}
