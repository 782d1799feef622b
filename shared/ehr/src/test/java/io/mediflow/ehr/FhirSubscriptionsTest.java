package io.mediflow.ehr;

import static io.mediflow.ehr.Bench.done;
import static io.mediflow.ehr.Bench.kind;
import static io.mediflow.ehr.Bench.open;
import static io.mediflow.ehr.ScriptedServer.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.SubscriptionEhr.Content;
import io.mediflow.model.ehr.SubscriptionEhr.Event;
import io.mediflow.model.ehr.SubscriptionEhr.Held;
import io.mediflow.model.ehr.SubscriptionEhr.State;
import io.mediflow.model.ehr.SubscriptionEhr.Wanted;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FhirSubscriptionsTest {

  private static final Wanted WANTED = new Wanted("Patient?", URI.create("https://hooks.example/hooks/elm/fhir"), "X-Hook-Secret: s3cret",
      Content.ID_ONLY, Duration.ofMinutes(5), Bench.NOW.plusSeconds(3600));

  private final Bench bench = new Bench();
  private final FhirSubscriptions subscriptions = bench.subscriptions();
  private ScriptedServer server;
  private Access access;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
    access = open(server.base());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void oneIsMadeAsTheGuideWritesIt() throws IOException {
    server.then(answer(201, "", "Location: " + server.base() + "/Subscription/7"));
    assertEquals(new Held("7", "Patient?", WANTED.endpoint().toString(), "requested", Optional.of(WANTED.end())),
        done(subscriptions.create(access, WANTED, Bench.NOW.plusSeconds(5))));
    JsonNode sent = new ObjectMapper().readTree(server.requests().getFirst().body());
    assertEquals("requested", sent.path("status").asText());
    assertEquals("Patient?", sent.path("criteria").asText());
    assertEquals("2026-03-02T11:00:00Z", sent.path("end").asText());
    assertEquals("id-only", sent.at("/channel/_payload/extension/0/valueCode").asText());
    assertEquals(300, sent.at("/channel/extension/0/valueUnsignedInt").asInt());
    assertEquals("X-Hook-Secret: s3cret", sent.at("/channel/header/0").asText());
    assertFalse(WANTED.toString().contains("s3cret"));
  }

  @Test
  void oneIsMadeAnewInItsPlaceAndDeleted() {
    server.then(answer(200, "{\"resourceType\":\"Subscription\",\"id\":\"7\",\"status\":\"requested\",\"criteria\":\"Patient?\","
        + "\"end\":\"2026-03-02T10:30:00Z\",\"channel\":{\"endpoint\":\"x\"}}"), answer(404, ""));
    assertEquals(Optional.of(Bench.NOW.plusSeconds(1800)), done(subscriptions.update(access, "7", WANTED, Bench.NOW.plusSeconds(5))).end());
    assertTrue(server.requests().getFirst().body().contains("\"id\":\"7\""));
    assertEquals(true, done(subscriptions.delete(access, "7")), "what is gone is deleted");
  }

  @Test
  void thoseOfAnAddressAreFound() {
    server.then(answer(200, "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"Subscription\",\"id\":\"7\","
        + "\"status\":\"off\",\"criteria\":\"Slot?\",\"channel\":{\"endpoint\":\"https://a\"}}}]}"));
    assertEquals(List.of(new Held("7", "Slot?", "https://a", "off", Optional.empty())),
        done(subscriptions.search(access, WANTED.endpoint())));
    assertEquals("/fhir/Subscription?url=https%3A%2F%2Fhooks.example%2Fhooks%2Felm%2Ffhir&_count=200", server.requests().getFirst().target());
  }

  @Test
  void theStatusIsReadInEitherFormOrFromTheSubscription() {
    server.then(
        answer(200, "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"Parameters\",\"parameter\":["
            + "{\"name\":\"status\",\"valueCode\":\"active\"},{\"name\":\"events-since-subscription-start\",\"valueString\":\"9\"}]}}]}"),
        answer(200, "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"SubscriptionStatus\","
            + "\"status\":\"error\",\"eventsSinceSubscriptionStart\":\"3\"}}]}"),
        answer(200, "{\"resourceType\":\"Subscription\",\"id\":\"7\",\"status\":\"active\"}"),
        answer(200, "{\"resourceType\":\"Bundle\"}"));
    assertEquals(new State("active", OptionalLong.of(9)), done(subscriptions.state(access, "7", true)));
    assertEquals(new State("error", OptionalLong.of(3)), done(subscriptions.state(access, "7", true)));
    assertEquals(new State("active", OptionalLong.empty()), done(subscriptions.state(access, "7", false)));
    assertEquals(Kind.MALFORMED, kind(subscriptions.state(access, "7", true)));
    assertEquals("/fhir/Subscription/7/$status", server.requests().getFirst().target());
  }

  @Test
  void eventsAreReadInEitherForm() {
    server.then(
        answer(200, "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"Parameters\",\"parameter\":["
            + "{\"name\":\"notification-event\",\"part\":[{\"name\":\"event-number\",\"valueString\":\"3\"},"
            + "{\"name\":\"focus\",\"valueReference\":{\"reference\":\"Patient/a\"}}]},"
            + "{\"name\":\"notification-event\",\"part\":[{\"name\":\"event-number\",\"valueString\":\"4\"}]}]}}]}"),
        answer(200, "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"SubscriptionStatus\","
            + "\"notificationEvent\":[{\"eventNumber\":\"3\",\"focus\":{\"reference\":\"Patient/a\"}}]}}]}"),
        answer(404, ""));
    assertEquals(List.of(new Event(3, Optional.of("Patient/a")), new Event(4, Optional.empty())), done(subscriptions.events(access, "7", 3, 4)));
    assertEquals(List.of(new Event(3, Optional.of("Patient/a"))), done(subscriptions.events(access, "7", 3, 3)));
    assertEquals(Kind.NOT_FOUND, kind(subscriptions.events(access, "7", 3, 3)));
    assertEquals("/fhir/Subscription/7/$events?eventsSinceNumber=3&eventsUntilNumber=4&content=id-only", server.requests().getFirst().target());
  }
}
