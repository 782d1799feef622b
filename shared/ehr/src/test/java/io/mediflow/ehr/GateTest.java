package io.mediflow.ehr;

import static io.mediflow.ehr.Bench.NOW;
import static io.mediflow.ehr.Bench.done;
import static io.mediflow.ehr.Bench.failure;
import static io.mediflow.ehr.Bench.kind;
import static io.mediflow.ehr.Bench.open;
import static io.mediflow.ehr.ScriptedServer.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrResource;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.Lane;
import io.mediflow.model.ehr.Limits;
import io.mediflow.model.ehr.Limits.Window;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class GateTest {

  private static final Duration FRESH = Duration.ofSeconds(3);

  private final Bench bench = new Bench();
  private final FhirEhr other = bench.another();
  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
    well();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      429 | Retry-After: 120                                                                        | 120
      429 | Retry-After: Mon, 02 Mar 2026 11:03:00 GMT; Date: Mon, 02 Mar 2026 11:00:00 GMT          | 180
      503 | Retry-After: 40                                                                         | 40
      429 | X: y                                                                                    | 30
      """)
  void whatTheEhrAsksForHoldsForAllWorkers(int status, String headers, int seconds) {
    server.then(answer(status, "", headers.split("; ")));
    var told = failure(read(bench.ehr, oak()));
    assertEquals(status, told.status());
    assertEquals(Optional.of(NOW.plusSeconds(seconds)), told.retryAfter());
    for (var worker : List.of(bench.ehr, other)) {
      var refused = failure(read(worker, oak()));
      assertEquals(status == 429 ? Kind.THROTTLED : Kind.UNREACHABLE, refused.kind());
      assertEquals(0, refused.status());
      assertEquals(Optional.of(NOW.plusSeconds(seconds)), refused.retryAfter());
    }
    done(read(bench.ehr, elm()));
    bench.clock.advance(Duration.ofSeconds(seconds - 1));
    kind(read(other, oak()));
    bench.clock.advance(Duration.ofSeconds(1));
    done(read(other, oak()));
    done(read(bench.ehr, oak()));
    assertEquals(4, server.requests().size());
    assertEquals(4, bench.metered.size(), "what is not called is not counted");
  }

  @Test
  void aWishIsBelievedForAnHour() {
    server.then(answer(429, "", "Retry-After: 86400"));
    assertEquals(Optional.of(NOW.plus(Duration.ofHours(1))), failure(read(bench.ehr, oak())).retryAfter());
    assertEquals(Optional.of(NOW.plus(Duration.ofHours(1))), failure(read(other, oak())).retryAfter());
  }

  @Test
  void anEhrThatThrottlesWithoutAWordIsLeftAloneUntilItsNextWindow() {
    var limited = limited(Set.of(), new Window(250, Duration.ofMinutes(1)));
    bench.clock.advance(Duration.ofSeconds(20));
    server.then(answer(429, ""));
    assertEquals(Optional.of(NOW.plusSeconds(62)), failure(read(bench.ehr, limited)).retryAfter());
    assertEquals(Kind.THROTTLED, kind(read(other, limited)));
    bench.clock.advance(Duration.ofSeconds(42));
    done(read(other, limited));
  }

  @Test
  void withoutAWindowThePauseGrowsAndBeginsAnewAfterAnAnswer() {
    server.always(request -> answer(429, ""));
    for (var seconds : List.of(30, 60, 120, 240, 300, 300)) {
      assertEquals(Optional.of(bench.clock.instant().plusSeconds(seconds)), failure(read(bench.ehr, oak())).retryAfter());
      bench.clock.advance(Duration.ofSeconds(seconds));
    }
    well();
    done(read(bench.ehr, oak()));
    server.then(answer(429, ""));
    assertEquals(Optional.of(bench.clock.instant().plusSeconds(30)), failure(read(bench.ehr, oak())).retryAfter());
  }

  @ParameterizedTest
  @ValueSource(strings = {"503", "502", "hang up"})
  void opensAfterFiveFailuresInARowAndLetsOneProbeAtATime(String trouble) {
    server.always(request -> trouble.equals("hang up") ? ScriptedServer.hangUp() : answer(Integer.parseInt(trouble), ""));
    for (var i = 0; i < 5; i++) {
      kind(read(bench.ehr, oak()));
    }
    var before = server.requests().size();
    for (var worker : List.of(bench.ehr, other)) {
      var refused = failure(read(worker, oak()));
      assertEquals(Kind.UNREACHABLE, refused.kind());
      assertEquals(Optional.of(NOW.plusSeconds(5)), refused.retryAfter());
    }
    assertEquals(before, server.requests().size());
    bench.clock.advance(Duration.ofSeconds(5));
    server.always(request -> {
      assertEquals(Kind.UNREACHABLE, kind(read(other, oak())), "while one asks, the others wait");
      return answer(503, "");
    });
    assertEquals(Optional.of(bench.clock.instant().plusSeconds(10)), failure(read(bench.ehr, oak())).retryAfter());
    assertEquals(before + 1, server.requests().size());
    well();
    bench.clock.advance(Duration.ofSeconds(10));
    done(read(other, oak()));
    bench.clock.advance(FRESH);
    done(read(bench.ehr, oak()));
    done(read(bench.ehr, oak()));
  }

  @Test
  void anOpeningIsNeverLongerThanHalfAMinute() {
    server.always(request -> answer(503, ""));
    for (var i = 0; i < 5; i++) {
      kind(read(bench.ehr, oak()));
    }
    var waits = Duration.ZERO;
    for (var i = 0; i < 8; i++) {
      waits = Duration.between(bench.clock.instant(), failure(read(bench.ehr, oak())).retryAfter().orElseThrow());
      bench.clock.advance(waits);
      kind(read(bench.ehr, oak()));
    }
    assertEquals(Duration.ofSeconds(30), waits);
  }

  @Test
  void aHeartbeatGoesThroughAnOpenCircuitAndClosesIt() {
    server.always(request -> answer(503, ""));
    for (var i = 0; i < 5; i++) {
      kind(read(bench.ehr, oak()));
    }
    assertEquals(503, failure(other.capabilities(oak().in(Lane.PROBE))).status());
    assertEquals(0, failure(other.capabilities(oak())).status());
    server.always(request -> answer(200, "{\"resourceType\":\"CapabilityStatement\"}"));
    done(other.capabilities(oak().in(Lane.PROBE)));
    well();
    done(read(other, oak()));
    bench.clock.advance(FRESH);
    done(read(bench.ehr, oak()));
  }

  @Test
  void aHeartbeatDoesNotGoWhereTheEhrThrottles() {
    server.then(answer(429, "", "Retry-After: 60"));
    kind(read(bench.ehr, oak()));
    assertEquals(Kind.THROTTLED, kind(bench.ehr.capabilities(oak().in(Lane.PROBE))));
    assertEquals(1, server.requests().size());
  }

  /** Each of them is about what was asked for. */
  @ParameterizedTest
  @ValueSource(ints = {500, 404, 403, 400, 409})
  void onePoisonedResourceHoldsUpNothing(int status) {
    server.always(request -> request.target().endsWith("/Patient/1") ? answer(status, "") : answer(200, SmartServer.PATIENT));
    for (var i = 0; i < 12; i++) {
      assertEquals(status, failure(read(bench.ehr, oak())).status());
    }
    assertEquals(12, server.requests().size());
  }

  @Test
  void failuresBetweenAnswersOpenNothing() {
    for (var i = 0; i < 6; i++) {
      server.then(answer(503, ""), answer(503, ""), answer(200, SmartServer.PATIENT));
      kind(read(bench.ehr, oak()));
      kind(read(bench.ehr, oak()));
      done(read(bench.ehr, oak()));
    }
  }

  @Test
  void aStatusThatMayMeanThrottledFailsItsCallAndOnlyManyInARowHoldUpTheRest() {
    var access = limited(Set.of(403));
    server.always(request -> answer(403, ""));
    for (var i = 0; i < 5; i++) {
      var failure = failure(read(bench.ehr, access));
      assertEquals(Kind.THROTTLED, failure.kind());
      assertEquals(403, failure.status());
      assertEquals(i < 4 ? Optional.empty() : Optional.of(NOW.plusSeconds(30)), failure.retryAfter());
    }
    assertEquals("patient.read REFUSED", bench.metered.getFirst());
    assertEquals(0, failure(read(other, access)).status());
    assertEquals(5, server.requests().size());
  }

  @Test
  void a401ThatNoFreshTokenCuresMayMeanThrottled() throws IOException {
    try (var smart = new SmartServer()) {
      var signed = Bench.signed(smart.base(), "ec");
      var access = new Access(signed.connection(), "fhir", signed.base(), signed.auth(), signed.clientId(), "ec",
          signed.scopes(), signed.timeout(), new Limits("fhir", List.of(), Set.of(401)), Lane.SOON);
      smart.taken = "t2";
      done(read(bench.ehr, access));
      smart.taken = "none of them";
      for (var i = 0; i < 5; i++) {
        assertEquals(Kind.THROTTLED, kind(read(bench.ehr, access)));
      }
      assertEquals(Optional.of(NOW.plusSeconds(30)), failure(read(bench.ehr, access)).retryAfter());
      assertEquals(2, smart.tokenCalls(), "no token is asked for that cures nothing");
    }
  }

  @Test
  void callsForTokensAreOfTheBudgetAndARefusalOfOursIsNobodyElses() throws IOException {
    try (var smart = new SmartServer()) {
      var signed = Bench.signed(smart.base(), "ec");
      var soon = new Access(signed.connection(), "fhir", signed.base(), signed.auth(), signed.clientId(), "ec",
          signed.scopes(), signed.timeout(), limits(Set.of(), new Window(5, Duration.ofMinutes(1))), Lane.SOON);
      bench.clock.advance(Duration.ofSeconds(10));
      done(read(bench.ehr, soon));
      done(read(bench.ehr, soon));
      assertEquals(List.of("discovery DONE", "token DONE", "patient.read DONE", "patient.read DONE"), bench.metered);
      assertEquals(Optional.of(NOW.plusSeconds(62)), failure(read(bench.ehr, soon)).retryAfter());
      done(read(other, soon.in(Lane.URGENT)));
      assertEquals(Kind.THROTTLED, kind(read(other, soon.in(Lane.URGENT))));
      assertEquals(5, smart.http.requests().size());

      bench.clock.advance(Duration.ofSeconds(360 - 8)); // no token holds, and the quiet lane has used up its part
      for (var i = 0; i < 4; i++) {
        bench.budgets.take(soon.bucket(), minute(), Duration.ofMinutes(1), 5);
      }
      assertEquals(Kind.THROTTLED, kind(read(bench.ehr, soon)));
      assertEquals(5, smart.http.requests().size());
      kind(read(bench.ehr, soon.in(Lane.URGENT)));
      assertEquals(2, smart.tokenCalls(), "who is in a hurry is not told the refusal of the quiet lane");
    }
  }

  @Test
  void aRedirectAndARepetitionCountToo() {
    var access = limited(Set.of(), new Window(2, Duration.ofMinutes(1)));
    bench.clock.advance(Duration.ofSeconds(10));
    server.always(request -> answer(302, "", "Location: " + server.base() + "/Patient/" + server.requests().size()));
    assertEquals(Kind.BROKEN, kind(read(bench.ehr, access)));
    assertEquals(2, server.requests().size());
    assertEquals(Kind.THROTTLED, kind(read(bench.ehr, access)));
  }

  @Test
  void aQuietCallWithoutALimitWritesNothingAndSeldomReads() {
    for (var i = 0; i < 50; i++) {
      done(read(bench.ehr, oak()));
    }
    assertEquals(1, bench.budgets.questions());
  }

  private Instant minute() {
    return Instant.ofEpochSecond(bench.clock.instant().getEpochSecond() / 60 * 60);
  }

  private void well() {
    server.always(request -> answer(200, SmartServer.PATIENT));
  }

  private Access oak() {
    return open(server.base());
  }

  private Access elm() {
    return open("elm", server.base());
  }

  private Access limited(Set<Integer> throttles, Window... windows) {
    var oak = oak();
    return new Access("oak", "fhir", oak.base(), oak.auth(), "", "", List.of(), oak.timeout(),
        limits(throttles, windows), Lane.URGENT);
  }

  private static Limits limits(Set<Integer> throttles, Window... windows) {
    return new Limits("fhir", List.of(windows), throttles);
  }

  private static EhrResult<EhrResource> read(FhirEhr worker, Access access) {
    return worker.read(access, "Patient", "1");
  }
}
