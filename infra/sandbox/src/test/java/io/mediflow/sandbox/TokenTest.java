package io.mediflow.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import io.mediflow.sandbox.control.Stats;
import io.mediflow.sandbox.smart.Client;
import io.mediflow.sandbox.store.Json;
import io.mediflow.testkit.memory.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenTest {
  private static final String ALL = "system/*.cruds";
  private static final RSAKey STRANGER = App.generated(() -> new RSAKeyGenerator(2048).keyID("rsa-1").generate());
  private static Sandbox sandbox;
  private static App app;

  @BeforeAll
  static void start() {
    sandbox = Sandbox.start(Options.defaults().withoutSeedData());
    app = new App(sandbox.base());
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @BeforeEach
  void register() {
    sandbox.clients().register(App.client(ALL));
    sandbox.stats().reset();
  }

  @Test
  void bothAlgorithmsGiveATokenThatWorks() {
    for (JWK key : new JWK[] {App.RSA, App.EC}) {
      App.Answer answer = app.token(App.assertion(sandbox, key).build(key), "system/Patient.rs");
      assertEquals(200, answer.status(), answer.body().toString());
      assertEquals("bearer", answer.body().path("token_type").asText());
      assertEquals(300, answer.body().path("expires_in").asInt());
      assertEquals("system/Patient.rs", answer.body().path("scope").asText());
      assertEquals(200, app.withToken(answer.body().path("access_token").asText()).get("/fhir/Patient").status());
    }
    assertEquals(2, sandbox.stats().of(Stats.Event.TOKEN_ISSUED));
  }

  @Test
  void anotherAudienceIsRefused() {
    assertRefused("aud", App.assertion(sandbox, App.RSA).to("http://127.0.0.1:1/oauth/token").build(App.RSA));
  }

  @Test
  void expiredAndFarAheadAreRefused() {
    assertRefused("expired", App.assertion(sandbox, App.RSA).ending(Instant.now().minusSeconds(1)).build(App.RSA));
    assertRefused("five minutes", App.assertion(sandbox, App.RSA).ending(Instant.now().plusSeconds(330)).build(App.RSA));
  }

  @Test
  void aReplayIsRefused() {
    String assertion = App.assertion(sandbox, App.RSA).build(App.RSA);
    assertEquals(200, app.token(assertion, ALL).status());
    assertRefused("jti", assertion);
  }

  @Test
  void unknownKeysAndWrongSignaturesAreRefused() {
    assertRefused("kid", App.assertion(sandbox, App.RSA).withKid("other").build(App.RSA));
    assertRefused("kid", App.assertion(sandbox, App.RSA).withKid(null).build(App.RSA));
    assertRefused("signature", App.assertion(sandbox, STRANGER).build(STRANGER));
    assertRefused("alg", App.assertion(sandbox, App.RSA).with(JWSAlgorithm.RS256).build(App.RSA));
    assertRefused("fit", App.assertion(sandbox, App.RSA).withKid("ec-1").build(App.RSA));
    assertRefused("signed JWT", "no.jwt.atall");
    assertRefused("jti", App.assertion(sandbox, App.RSA).withJti(null).build(App.RSA));
  }

  @Test
  void issuerAndSubjectMustBeARegisteredClient() {
    assertRefused("registered", App.assertion(sandbox, App.RSA).about("stranger").build(App.RSA));
    assertRefused("iss and sub", App.assertion(sandbox, App.RSA).issuedBy("stranger").build(App.RSA));
    assertEquals(0, sandbox.stats().of(Stats.Event.TOKEN_ISSUED));
    assertEquals(2, sandbox.stats().of(Stats.Event.TOKEN_REFUSED));
  }

  @Test
  void keysAreFetchedFromTheirAddressAndAgainWhenOneIsMissing() throws IOException {
    AtomicReference<JWKSet> served = new AtomicReference<>(new JWKSet(App.EC.toPublicJWK()));
    AtomicInteger fetches = new AtomicInteger();
    HttpServer keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    keys.createContext("/jwks", exchange -> {
      fetches.incrementAndGet();
      byte[] body = served.get().toString().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    keys.start();
    try {
      String address = "http://127.0.0.1:" + keys.getAddress().getPort() + "/jwks";
      App.Answer registered = app.control("POST", "/clients",
          Json.MAPPER.createObjectNode().put("client_id", App.ID).put("jwks_uri", address).toString());
      assertEquals(200, registered.status());
      assertEquals(200, app.token(App.assertion(sandbox, App.EC).build(App.EC), ALL).status());
      assertEquals(200, app.token(App.assertion(sandbox, App.EC).build(App.EC), ALL).status());
      assertEquals(1, fetches.get());
      assertRefused("kid", App.assertion(sandbox, App.RSA).build(App.RSA));
      served.set(new JWKSet(List.of(App.EC.toPublicJWK(), App.RSA.toPublicJWK())));
      assertEquals(200, app.token(App.assertion(sandbox, App.RSA).build(App.RSA), ALL).status());
    } finally {
      keys.stop(0);
    }
  }

  @Test
  void onlyAddressesOfThisMachineAreTaken() {
    for (String address : new String[] {"http://ehr.example.com/jwks", "http://10.0.0.1/jwks", "file:///etc/passwd"}) {
      var json = Json.MAPPER.createObjectNode().put("client_id", "c").put("jwks_uri", address);
      assertThrows(IllegalArgumentException.class, () -> Client.from(json), address);
      assertEquals(400, app.control("POST", "/clients", json.toString()).status());
    }
  }

  @Test
  void scopesAreGrantedAsRegisteredAndHeldTo() {
    sandbox.clients().register(App.client("system/Patient.rs system/Appointment.cruds"));
    App.Answer answer = app.token(App.assertion(sandbox, App.RSA).build(App.RSA),
        "system/Patient.cruds system/Patient.read system/Appointment.crus system/Coverage.rs launch");
    assertEquals("system/Patient.read system/Appointment.crus", answer.body().path("scope").asText());
    App with = app.withToken(answer.body().path("access_token").asText());
    assertEquals(200, with.get("/fhir/Patient").status());
    App.Answer write = with.create("Patient", WriteTest.newPatient());
    assertEquals(403, write.status());
    assertEquals("70430", write.code());
    assertEquals(403, with.get("/fhir/Coverage").status());

    App.Answer none = app.token(App.assertion(sandbox, App.RSA).build(App.RSA), "system/Coverage.rs");
    assertEquals(400, none.status());
    assertEquals("invalid_scope", none.body().path("error").asText());
  }

  @Test
  void withoutAValidTokenNothingIsShown() {
    App.Answer none = app.get("/fhir/Patient");
    assertEquals(401, none.status());
    assertEquals("70410", none.code());
    assertEquals("Bearer", none.headers().get("www-authenticate"));
    assertEquals(401, app.withToken("made-up").get("/fhir/Patient").status());
    String token = app.token(App.assertion(sandbox, App.RSA).build(App.RSA), ALL).body().path("access_token").asText();
    assertEquals(401, app.withToken(token.substring(0, token.length() - 4) + "AAAA").get("/fhir/Patient").status());
    assertEquals(200, app.withToken(token).get("/fhir/Patient").status());
    app.control("POST", "/tokens/revoke", "");
    assertEquals(401, app.withToken(token).get("/fhir/Patient").status());
  }

  @Test
  void aTokenEndsWhenItSays() {
    TestClock clock = new TestClock(Instant.now());
    try (Sandbox other = Sandbox.start(Options.defaults().withoutSeedData().withClock(clock))) {
      App client = new App(other.base());
      client.control("PUT", "/settings", "{\"expiresIn\": 60}");
      App with = App.registered(other);
      assertEquals(200, with.get("/fhir/Patient").status());
      clock.advance(Duration.ofSeconds(59));
      assertEquals(200, with.get("/fhir/Patient").status());
      clock.advance(Duration.ofSeconds(1));
      assertEquals(401, with.get("/fhir/Patient").status());
    }
  }

  private static void assertRefused(String because, String assertion) {
    App.Answer answer = app.token(assertion, ALL);
    assertEquals(400, answer.status());
    assertEquals("invalid_client", answer.body().path("error").asText());
    String description = answer.body().path("error_description").asText();
    assertTrue(description.contains(because), description);
  }
}
