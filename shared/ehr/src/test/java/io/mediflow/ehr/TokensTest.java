package io.mediflow.ehr;

import static io.mediflow.ehr.Bench.NOW;
import static io.mediflow.ehr.Bench.done;
import static io.mediflow.ehr.Bench.failure;
import static io.mediflow.ehr.Bench.kind;
import static io.mediflow.ehr.Bench.signed;
import static io.mediflow.ehr.ScriptedServer.answer;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrResource;
import io.mediflow.model.ehr.EhrResult;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URLDecoder;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TokensTest {

  private static final String PATIENT = "{\"resourceType\":\"Patient\",\"id\":\"1\"}";

  private final Bench bench = new Bench();
  private final AtomicInteger issued = new AtomicInteger();
  private volatile ScriptedServer.Action tokenAnswer;
  private volatile String taken = "";
  private ScriptedServer server;

  /** An EHR whose tokens are t1, t2 and so on, and which takes all of them or only {@code taken}. */
  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
    tokenAnswer = out -> token(300).carryOut(out);
    server.always(request -> switch (request.target()) {
      case "/fhir/.well-known/smart-configuration" -> answer(200, "{\"token_endpoint\":\"" + endpoint() + "\"}");
      case "/oauth/token" -> tokenAnswer;
      case String other when taken.isEmpty() || request.header("authorization").equals("Bearer " + taken) ->
          answer(200, PATIENT);
      case String other -> answer(401, "");
    });
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"rsa, RS384, SHA384withRSA", "ec, ES384, SHA384withECDSAinP1363Format"})
  void provesWhoWeAreWithAnAssertionThatVerifies(String key, String alg, String algorithm) throws Exception {
    done(read(signed(server.base(), key)));
    var form = form(server.requests("/oauth/token").getFirst().body());
    assertEquals("client_credentials", form.get("grant_type"));
    assertEquals("system/Patient.rs", form.get("scope"));
    assertEquals("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", form.get("client_assertion_type"));
    var parts = form.get("client_assertion").split("\\.");
    var header = json(parts[0]);
    assertEquals(alg, header.path("alg").asText());
    assertEquals("JWT", header.path("typ").asText());
    assertEquals(Bench.SIGNER.key(key).kid(), header.path("kid").asText());
    var claims = json(parts[1]);
    assertEquals("client-7", claims.path("iss").asText());
    assertEquals("client-7", claims.path("sub").asText());
    assertEquals(endpoint(), claims.path("aud").asText());
    assertTrue(claims.path("exp").asLong() > NOW.getEpochSecond() + 60);
    assertTrue(claims.path("exp").asLong() <= NOW.plus(Duration.ofMinutes(5)).getEpochSecond());
    assertFalse(claims.path("jti").asText().isEmpty());
    var verifier = Signature.getInstance(algorithm);
    verifier.initVerify(Bench.SIGNER.key(key).publicKey());
    verifier.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));
    assertTrue(verifier.verify(Base64.getUrlDecoder().decode(parts[2])));
    assertEquals("Bearer t1", server.requests("/Patient/1").getFirst().header("authorization"));
    assertEquals(List.of("discovery DONE", "token DONE", "patient.read DONE"), bench.metered);
  }

  @Test
  void usesATokenUntilItIsTimeForTheNextAndNeverAnAssertionTwice() throws Exception {
    var access = signed(server.base(), "ec");
    done(read(access));
    done(read(access));
    done(bench.another().read(access, "Patient", "1"));
    assertEquals(1, tokenCalls());
    bench.clock.advance(Duration.ofSeconds(200));
    done(read(access));
    assertEquals(1, tokenCalls(), "not before 70 % of its life");
    bench.clock.advance(Duration.ofSeconds(71));
    done(read(access));
    assertEquals(2, tokenCalls(), "after 90 % of its life, before its end");
    assertEquals("Bearer t2", server.requests("/Patient/1").getLast().header("authorization"));
    assertEquals(1, server.requests("/smart-configuration").size());
    assertNotEquals(
        json(form(server.requests("/oauth/token").getFirst().body()).get("client_assertion").split("\\.")[1]).path("jti"),
        json(form(server.requests("/oauth/token").getLast().body()).get("client_assertion").split("\\.")[1]).path("jti"));
  }

  @Test
  void spreadsTheRefreshesOfManyConnections() {
    var at = new java.util.HashSet<java.time.Instant>();
    for (var i = 0; i < 10; i++) {
      var access = signed(server.base(), "ec");
      var one = new Access("oak-" + i, "fhir", access.base(), access.auth(), "c", "ec", access.scopes(), access.timeout());
      done(bench.ehr.authenticate(one));
      at.add(bench.tokens.find(TokenKey.of(one)).orElseThrow().refreshAt());
    }
    assertTrue(at.size() > 5, "refreshed all at once: " + at);
    at.forEach(one -> assertTrue(!one.isBefore(NOW.plusSeconds(210)) && !one.isAfter(NOW.plusSeconds(270)), one::toString));
  }

  @Test
  void eightWorkersAskOnce() throws Exception {
    var access = signed(server.base(), "ec");
    var slow = new CountDownLatch(1);
    tokenAnswer = out -> {
      try {
        slow.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      return token(300).carryOut(out);
    };
    try (var workers = Executors.newFixedThreadPool(8)) {
      var results = new ArrayList<Future<EhrResult<EhrResource>>>();
      for (var i = 0; i < 8; i++) {
        var worker = bench.another();
        results.add(workers.submit(() -> worker.read(access, "Patient", "1")));
      }
      var deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
      while (tokenCalls() == 0 && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      slow.countDown();
      for (var result : results) {
        done(result.get());
      }
    }
    assertEquals(1, tokenCalls());
    assertEquals(8, server.requests("/Patient/1").size());
  }

  @Test
  void aHolderThatDiedIsFollowedByAnother() {
    var access = signed(server.base(), "ec");
    assertTrue(bench.tokens.lease(TokenKey.of(access), "dead", NOW, NOW.plusSeconds(1)));
    var patient = new Access(
        "oak", "fhir", access.base(), access.auth(), access.clientId(), "ec", access.scopes(), Duration.ofMillis(200));
    assertEquals(Kind.UNAUTHENTICATED, kind(bench.ehr.read(patient, "Patient", "1")), "waits boundedly");
    assertEquals(0, server.requests().size());
    bench.clock.advance(Duration.ofSeconds(2));
    done(read(access));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403})
  void believesARefusalForAWhile(int status) {
    var access = signed(server.base(), "ec");
    tokenAnswer = answer(status, "{\"error\":\"invalid_client\"}");
    var refused = failure(bench.ehr.create(access, "Patient", PATIENT.getBytes(UTF_8), Bench.soon()));
    assertEquals(Kind.UNAUTHENTICATED, refused.kind());
    assertEquals(status, refused.status());
    assertEquals(Kind.UNAUTHENTICATED, kind(read(access)));
    assertEquals(Kind.UNAUTHENTICATED, kind(bench.another().authenticate(access)));
    assertEquals(1, tokenCalls());
    assertEquals(List.of("discovery DONE", "token FAILED"), bench.metered);
    tokenAnswer = token(300);
    bench.clock.advance(Duration.ofSeconds(61));
    done(read(access));
    assertEquals(0, server.requests("/fhir/Patient").size(), "the write never left");
  }

  @Test
  void comesBackWhenTheServerSaysSo() {
    var access = signed(server.base(), "ec");
    tokenAnswer = answer(429, "", "Retry-After: 120");
    var throttled = failure(read(access));
    assertEquals(Kind.THROTTLED, throttled.kind());
    assertEquals(Optional.of(NOW.plusSeconds(120)), throttled.retryAfter());
    tokenAnswer = token(300);
    bench.clock.advance(Duration.ofSeconds(119));
    assertEquals(Kind.UNAUTHENTICATED, kind(read(access)));
    bench.clock.advance(Duration.ofSeconds(2));
    done(read(access));
  }

  @Test
  void troubleWithTheTokenNeverLeavesAWriteInDoubt() {
    for (var trouble : List.of(answer(500, ""), ScriptedServer.hangUp(), answer(200, "<html>"), answer(404, ""))) {
      tokenAnswer = trouble;
      var kind = kind(bench.ehr.create(signed(server.base(), "ec"), "Patient", PATIENT.getBytes(UTF_8), Bench.soon()));
      assertEquals(Kind.UNAUTHENTICATED, kind);
      bench.clock.advance(Duration.ofSeconds(6));
    }
    assertEquals(4, tokenCalls());
    assertEquals(0, server.requests("/fhir/Patient").size());
  }

  @Test
  void keepsTheOldTokenWhileItsEarlyRefreshFails() {
    var access = signed(server.base(), "ec");
    done(read(access));
    tokenAnswer = answer(503, "");
    bench.clock.advance(Duration.ofSeconds(275));
    done(read(access));
    done(read(access));
    assertEquals(2, tokenCalls(), "a failed refresh is not repeated at once");
    assertEquals("Bearer t1", server.requests("/Patient/1").getLast().header("authorization"));
    bench.clock.advance(Duration.ofSeconds(30));
    assertEquals(Kind.UNAUTHENTICATED, kind(read(access)), "nor used after its end");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "{\"access_token\":\"t\",\"token_type\":\"bearer\"}",
    "{\"access_token\":\"t\",\"token_type\":\"bearer\",\"expires_in\":0}",
    "{\"access_token\":\"a\\r\\nX-Bad: b\",\"token_type\":\"bearer\",\"expires_in\":300}",
    "{\"access_token\":\"t\",\"token_type\":\"mac\",\"expires_in\":300}",
    "{\"token_type\":\"bearer\",\"expires_in\":300}"
  })
  void takesNoTokenThatSaysTooLittle(String body) {
    tokenAnswer = answer(200, body);
    assertEquals(Kind.UNAUTHENTICATED, kind(read(signed(server.base(), "ec"))));
  }

  @Test
  void believesHowLongATokenHolds() {
    tokenAnswer = out -> token(40).carryOut(out);
    var access = signed(server.base(), "ec");
    assertEquals(NOW.plusSeconds(40), done(bench.ehr.authenticate(access)));
    bench.clock.advance(Duration.ofSeconds(41));
    done(read(access));
    assertEquals("Bearer t2", server.requests("/Patient/1").getFirst().header("authorization"));
  }

  @Test
  void triesAFreshTokenOnceWhenTheEhrTakesTheOldOneNoMore() {
    var access = signed(server.base(), "ec");
    taken = "t2";
    done(read(access));
    assertEquals(2, tokenCalls());
    assertEquals(2, server.requests("/Patient/1").size());
    assertEquals(
        List.of("discovery DONE", "token DONE", "patient.read FAILED", "token DONE", "patient.read DONE"), bench.metered);
  }

  @Test
  void doesNotStormForTokensThatCureNothing() {
    var access = signed(server.base(), "ec");
    taken = "none of them";
    var failure = failure(read(access));
    assertEquals(Kind.UNAUTHENTICATED, failure.kind());
    assertEquals(401, failure.status());
    for (var i = 0; i < 5; i++) {
      assertEquals(Kind.UNAUTHENTICATED, kind(read(access)));
    }
    assertEquals(2, tokenCalls());
    bench.clock.advance(Duration.ofSeconds(61));
    taken = "t3";
    done(read(access));
    assertEquals(3, tokenCalls());
  }

  @Test
  void aRejectedTokenOfManyWorkersIsReplacedOnce() throws Exception {
    var access = signed(server.base(), "ec");
    done(read(access));
    taken = "t2";
    try (var workers = Executors.newFixedThreadPool(8)) {
      var results = new ArrayList<Future<EhrResult<EhrResource>>>();
      for (var i = 0; i < 8; i++) {
        results.add(workers.submit(() -> bench.ehr.read(access, "Patient", "1")));
      }
      for (var result : results) {
        done(result.get());
      }
    }
    assertEquals(2, tokenCalls());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ended", "never made"})
  void makesNoCallWithAKeyThatMustNotBeUsed(String key) {
    assertEquals(Kind.UNAUTHENTICATED, kind(read(signed(server.base(), key))));
    assertEquals(Kind.UNAUTHENTICATED, kind(bench.ehr.authenticate(signed(server.base(), key))));
    assertEquals(0, server.connections());
    assertEquals(List.of(), bench.metered);
  }

  @Test
  void anotherBaseOrClientNeverGetsTheTokenOfBefore() throws IOException {
    try (var other = new ScriptedServer()) {
      var access = signed(server.base(), "ec");
      done(read(access));
      kind(read(signed(other.base(), "ec")));
      assertEquals(List.of("/fhir/.well-known/smart-configuration"),
          other.requests().stream().map(ScriptedServer.Request::target).toList());
    }
  }

  private EhrResult<EhrResource> read(Access access) {
    return bench.ehr.read(access, "Patient", "1");
  }

  private int tokenCalls() {
    return server.requests("/oauth/token").size();
  }

  private String endpoint() {
    return server.base().resolve("/oauth/token").toString();
  }

  private ScriptedServer.Action token(int seconds) {
    return out -> answer(200, "{\"access_token\":\"t%d\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
        .formatted(issued.incrementAndGet(), seconds)).carryOut(out);
  }

  private static Map<String, String> form(String body) {
    return Arrays.stream(body.split("&")).map(one -> one.split("=", 2))
        .collect(Collectors.toMap(one -> one[0], one -> URLDecoder.decode(one[1], UTF_8)));
  }

  private static JsonNode json(String part) throws IOException {
    return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
  }
}
