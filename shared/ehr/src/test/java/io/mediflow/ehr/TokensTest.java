package io.mediflow.ehr;

import static io.mediflow.ehr.Bench.NOW;
import static io.mediflow.ehr.Bench.done;
import static io.mediflow.ehr.Bench.failure;
import static io.mediflow.ehr.Bench.kind;
import static io.mediflow.ehr.Bench.signed;
import static io.mediflow.ehr.ScriptedServer.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrResource;
import io.mediflow.model.ehr.EhrResult;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TokensTest {

  private final Bench bench = new Bench();
  private SmartServer server;

  @BeforeEach
  void start() throws IOException {
    server = new SmartServer();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void usesATokenUntilItIsTimeForTheNext() throws Exception {
    var access = signed(server.base(), "ec");
    done(read(access));
    done(read(access));
    done(bench.another().read(access, "Patient", "1"));
    assertEquals(1, server.tokenCalls());
    bench.clock.advance(Duration.ofSeconds(200));
    done(read(access));
    assertEquals(1, server.tokenCalls(), "not before 70 % of its life");
    bench.clock.advance(Duration.ofSeconds(71));
    done(read(access));
    assertEquals(2, server.tokenCalls(), "after 90 % of its life, before its end");
    assertEquals("Bearer t2", server.http.requests("/Patient/1").getLast().header("authorization"));
    assertEquals(1, server.http.requests("/smart-configuration").size());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403})
  void believesARefusalForAWhile(int status) {
    var access = signed(server.base(), "ec");
    server.tokenAnswer = answer(status, "{\"error\":\"invalid_client\"}");
    var refused = failure(bench.ehr.create(access, "Patient", SmartServer.PATIENT.getBytes(UTF_8), Bench.soon()));
    assertEquals(Kind.UNAUTHENTICATED, refused.kind());
    assertEquals(status, refused.status());
    assertEquals(Kind.UNAUTHENTICATED, kind(read(access)));
    assertEquals(Kind.UNAUTHENTICATED, kind(bench.another().authenticate(access)));
    assertEquals(1, server.tokenCalls());
    assertEquals(List.of("discovery DONE", "token FAILED"), bench.metered);
    server.tokenAnswer = server.token(300);
    bench.clock.advance(Duration.ofSeconds(61));
    done(read(access));
    assertEquals(0, server.http.requests("/fhir/Patient").size(), "the write never left");
  }

  @Test
  void comesBackWhenTheServerSaysSo() {
    var access = signed(server.base(), "ec");
    server.tokenAnswer = answer(429, "", "Retry-After: 120");
    var throttled = failure(read(access));
    assertEquals(Kind.THROTTLED, throttled.kind());
    assertEquals(Optional.of(NOW.plusSeconds(120)), throttled.retryAfter());
    server.tokenAnswer = server.token(300);
    bench.clock.advance(Duration.ofSeconds(119));
    assertEquals(Kind.THROTTLED, kind(read(access)));
    assertEquals(1, server.tokenCalls());
    bench.clock.advance(Duration.ofSeconds(2));
    done(read(access));
  }

  @Test
  void troubleWithTheTokenNeverLeavesAWriteInDoubt() {
    for (var trouble : List.of(answer(500, ""), ScriptedServer.hangUp(), answer(200, "<html>"), answer(404, ""))) {
      server.tokenAnswer = trouble;
      var kind = kind(bench.ehr.create(signed(server.base(), "ec"), "Patient", SmartServer.PATIENT.getBytes(UTF_8), Bench.soon()));
      assertEquals(Kind.UNAUTHENTICATED, kind);
      bench.clock.advance(Duration.ofSeconds(6));
    }
    assertEquals(4, server.tokenCalls());
    assertEquals(0, server.http.requests("/fhir/Patient").size());
  }

  @Test
  void keepsTheOldTokenWhileItsEarlyRefreshFails() {
    var access = signed(server.base(), "ec");
    done(read(access));
    server.tokenAnswer = answer(503, "");
    bench.clock.advance(Duration.ofSeconds(275));
    done(read(access));
    done(read(access));
    assertEquals(2, server.tokenCalls(), "a failed refresh is not repeated at once");
    assertEquals("Bearer t1", server.http.requests("/Patient/1").getLast().header("authorization"));
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
    server.tokenAnswer = answer(200, body);
    assertEquals(Kind.UNAUTHENTICATED, kind(read(signed(server.base(), "ec"))));
  }

  @Test
  void believesHowLongATokenHolds() {
    server.tokenAnswer = server.token(40);
    var access = signed(server.base(), "ec");
    assertEquals(NOW.plusSeconds(40), done(bench.ehr.authenticate(access)));
    bench.clock.advance(Duration.ofSeconds(41));
    done(read(access));
    assertEquals("Bearer t2", server.http.requests("/Patient/1").getFirst().header("authorization"));
  }

  @Test
  void triesAFreshTokenOnceWhenTheEhrTakesTheOldOneNoMore() {
    var access = signed(server.base(), "ec");
    server.taken = "t2";
    done(read(access));
    assertEquals(2, server.tokenCalls());
    assertEquals(2, server.http.requests("/Patient/1").size());
    assertEquals(
        List.of("discovery DONE", "token DONE", "patient.read FAILED", "token DONE", "patient.read DONE"), bench.metered);
  }

  @Test
  void doesNotStormForTokensThatCureNothing() {
    var access = signed(server.base(), "ec");
    server.taken = "none of them";
    var failure = failure(read(access));
    assertEquals(Kind.UNAUTHENTICATED, failure.kind());
    assertEquals(401, failure.status());
    for (var i = 0; i < 5; i++) {
      assertEquals(Kind.UNAUTHENTICATED, kind(read(access)));
    }
    assertEquals(2, server.tokenCalls());
    bench.clock.advance(Duration.ofSeconds(61));
    server.taken = "t3";
    done(read(access));
    assertEquals(3, server.tokenCalls());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ended", "never made"})
  void makesNoCallWithAKeyThatMustNotBeUsed(String key) {
    assertEquals(Kind.UNAUTHENTICATED, kind(read(signed(server.base(), key))));
    assertEquals(Kind.UNAUTHENTICATED, kind(bench.ehr.authenticate(signed(server.base(), key))));
    assertEquals(0, server.http.connections());
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
}
