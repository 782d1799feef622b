package io.mediflow.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.sandbox.manner.Manner;
import io.mediflow.sandbox.manner.Manners;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MannerTest {
  private static Sandbox sandbox;
  private static App app;
  private static String patient;
  private static String practitioner;

  @BeforeAll
  static void start() {
    sandbox = Sandbox.start(Options.defaults());
    app = App.registered(sandbox);
    JsonNode appointment = sandbox.store().all("Appointment").getFirst().json();
    patient = actor(appointment, "Patient");
    practitioner = actor(appointment, "Practitioner");
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  private static String actor(JsonNode appointment, String type) {
    for (JsonNode one : appointment.path("participant")) {
      String reference = one.at("/actor/reference").asText();
      if (reference.startsWith(type + "/")) {
        return reference.substring(type.length() + 1);
      }
    }
    throw new AssertionError("no " + type);
  }

  @ParameterizedTest
  @CsvSource({
      "epic, Appointment?patient=P, 200", "epic, Appointment?practitioner=D&date=ge2020-01-01, 400",
      "epic, Appointment?patient=P&_lastUpdated=ge2020-01-01, 400", "epic, Condition?patient=P, 400",
      "epic, Condition?patient=P&category=problem-list-item, 200", "epic, Slot?status=free, 400", "epic, Patient?_id=P, 200",
      "millennium, Appointment?patient=P, 400", "millennium, Appointment?practitioner=D&date=ge2020-01-01, 200",
      "millennium, Observation?_lastUpdated=ge2020-01-01, 400", "millennium, Observation?patient=P&_lastUpdated=ge2020-01-01, 200",
      "millennium, Coverage?patient=P&_lastUpdated=ge2020-01-01, 400",
      "eclinicalworks, Appointment?patient=P, 400", "eclinicalworks, Condition?patient=P, 200", "eclinicalworks, Condition?_id=x, 200"})
  void takesTheSearchesThatItsEhrTakes(String manner, String search, int status) {
    App.Answer answer = app.get("/" + manner + "/fhir/" + search.replace("=P", "=" + patient).replace("=D", "=" + practitioner));

    assertEquals(status, answer.status(), answer.body().toString());
  }

  @Test
  void aFilterThatComesLaterLeavesShortAndEmptyPages() {
    String all = "/epic/fhir/Appointment?patient=" + patient + "&_count=1";
    Set<String> everything = ids(all, new HashSet<>());
    assertTrue(everything.size() > 1, "the patient has more than one appointment");

    Set<Integer> sizes = new HashSet<>();
    assertEquals(Set.of(), ids(all + "&practitioner=nobody", sizes));
    assertEquals(Set.of(0), sizes);
    JsonNode first = app.get(all + "&practitioner=nobody").body();
    assertFalse(next(first).isEmpty(), "an empty page with a page after it");
  }

  private static Set<String> ids(String path, Set<Integer> sizes) {
    Set<String> ids = new HashSet<>();
    String at = path;
    for (int page = 0; page < 100 && !at.isEmpty(); page++) {
      JsonNode bundle = app.get(at).body();
      bundle.path("entry").forEach(entry -> ids.add(entry.at("/resource/id").asText()));
      sizes.add(bundle.path("entry").size());
      at = next(bundle);
    }
    return ids;
  }

  private static String next(JsonNode bundle) {
    for (JsonNode link : bundle.path("link")) {
      if (link.path("relation").asText().equals("next")) {
        return link.path("url").asText();
      }
    }
    return "";
  }

  @Test
  void anUpdateWithoutIfMatchIsRefusedWhereItsEhrWantsOne() {
    String patch = "[{\"op\":\"replace\",\"path\":\"/gender\",\"value\":\"other\"}]";
    var headers = java.util.Map.of("Content-Type", "application/json-patch+json");

    assertEquals(412, app.call("PATCH", "/millennium/fhir/Patient/" + patient, patch, headers).status());
  }

  @Test
  void beyondTheClockMinuteEverythingIsRefusedAndTokensCount() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-02T15:00:59Z"));
    try (Sandbox limited = Sandbox.start(Options.defaults().withClock(clock(now)))) {
      App caller = new App(limited.base());
      for (int call = 0; call < 250; call++) {
        assertEquals(400, caller.call("POST", "/eclinicalworks/oauth/token", "x=y", form()).status());
      }
      assertEquals(429, caller.call("POST", "/eclinicalworks/oauth/token", "x=y", form()).status());
      App.Answer refused = caller.get("/eclinicalworks/fhir/metadata");
      assertEquals(429, refused.status());
      assertFalse(refused.headers().containsKey("retry-after"));
      assertEquals(200, caller.get("/epic/fhir/metadata").status());

      now.set(now.get().plusSeconds(1));
      assertEquals(200, caller.get("/eclinicalworks/fhir/metadata").status());
    }
  }

  @Test
  void aSecondTokenWithinAMinuteIsRefused() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    try (Sandbox paced = Sandbox.start(Options.defaults().withoutSeedData().withClock(clock(now)))) {
      paced.clients().register(App.client("system/*.cruds"));
      App caller = new App(paced.base());
      assertEquals(200, token(paced, caller).status());
      assertEquals(570, token(paced, caller, Duration.ofSeconds(60), now).body().path("expires_in").asInt());
      assertEquals(429, token(paced, caller).status());
    }
  }

  private static App.Answer token(Sandbox sandbox, App caller, Duration later, AtomicReference<Instant> now) {
    now.set(now.get().plus(later));
    return token(sandbox, caller);
  }

  private static App.Answer token(Sandbox sandbox, App caller) {
    String endpoint = sandbox.base() + "/millennium/oauth/token";
    Instant ends = Instant.now().plusSeconds(200);
    return caller.token("/millennium/oauth/token", App.assertion(sandbox, App.RSA).to(endpoint).ending(ends).build(App.RSA), "system/Patient.rs");
  }

  private static java.util.Map<String, String> form() {
    return java.util.Map.of("Content-Type", "application/x-www-form-urlencoded");
  }

  private static Clock clock(AtomicReference<Instant> now) {
    InstantSource source = now::get;
    return source.withZone(ZoneId.of("UTC"));
  }

  /** A type or parameter that the simulation lacks would make a manner promise what nothing answers. */
  @Test
  void everySearchOfEveryMannerIsOneThatTheSimulationKnows() {
    for (Manner manner : Manners.bundled()) {
      manner.searches().forEach((type, search) -> search.needs().forEach(needed -> needed.forEach(parameter ->
          assertTrue(search.takes(parameter), manner.name() + " " + type + " needs " + parameter + " and does not take it"))));
      for (String type : manner.searches().keySet()) {
        Manner.Search search = manner.searches().get(type);
        for (Set<String> parameters : List.of(search.nativeParameters(), search.later())) {
          for (String parameter : parameters) {
            String value = Set.of("date", "birthdate", "_lastUpdated", "start").contains(parameter) ? "2026-01-01" : "x";
            assertEquals(200, app.get("/fhir/" + type + "?" + parameter + "=" + value).status(), manner.name() + " " + type + " " + parameter);
          }
        }
      }
    }
  }
}
