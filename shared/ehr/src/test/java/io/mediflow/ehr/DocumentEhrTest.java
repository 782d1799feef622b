package io.mediflow.ehr;

import static io.mediflow.ehr.Bench.done;
import static io.mediflow.ehr.Bench.failure;
import static io.mediflow.ehr.Bench.kind;
import static io.mediflow.ehr.ScriptedServer.answer;
import static io.mediflow.ehr.ScriptedServer.hangUp;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.AuthMechanism;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.Lane;
import io.mediflow.model.ehr.Limits;
import io.mediflow.model.ehr.RestSpec;
import io.mediflow.model.ehr.RestSpec.Documents;
import io.mediflow.model.ehr.RestSpec.Feed;
import io.mediflow.model.ehr.RestSpec.Paging;
import io.mediflow.model.ehr.RestSpec.Times;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DocumentEhrTest {

  private static final Instant FROM = Instant.parse("2026-03-02T09:50:00Z");
  private static final Instant TO = Instant.parse("2026-03-02T10:10:00Z");
  private static final Feed FEED = new Feed("visits/changed?site=3", Optional.of("keep=true"), "since={from}&until={to}",
      new Times("MM/dd/yyyy HH:mm:ss", ZoneId.of("America/New_York")), Optional.of("visits/changed/subscription"));
  private static final RestSpec REST = new RestSpec(Optional.of("/oauth/token"), "sites?limit=1", List.of("error"),
      Optional.of(new Paging("limit", "offset", Optional.of("next"), Optional.of("total"))), Map.of("visit", new Documents(
          "visits", "visitid", Optional.of("person"), Optional.of("visits/{id}"), Optional.of(FEED))));

  private final Bench bench = new Bench();
  private final DocumentEhr ehr = bench.documents();
  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "[{\"visitid\":7,\"person\":\"1\",\"cost\":1.10}]",
    "{\"visitid\":\"7\",\"person\":\"1\",\"cost\":1.10}",
    "{\"total\":1,\"visits\":[{\"visitid\":\"7\",\"person\":\"1\",\"cost\":1.10}]}"
  })
  void readsOneByItsIdInEachShapeThatItComesIn(String body) {
    server.then(answer(200, body, "Date: Mon, 02 Mar 2026 10:00:05 GMT"));
    var found = done(ehr.read(access(), "visit", "7"));
    var text = new String(found.body(), UTF_8);
    assertTrue(text.startsWith("{\"visits\":[{") && text.contains("\"cost\":1.10"), text);
    assertEquals(Optional.of("7"), found.id());
    assertEquals(Optional.of(Instant.parse("2026-03-02T10:00:05Z")), found.serverDate());
    assertEquals("/fhir/visits/7", server.requests().getFirst().target());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
    "200 | [{'visitid':'8','person':'1'}] | MALFORMED",
    "200 | [] | MALFORMED",
    "200 | [1] | MALFORMED",
    "200 | {'visitid':{'a':1}} | MALFORMED",
    "200 | {'visits':'none'} | MALFORMED",
    "200 | {'visitid':'7','person':'1'} x | MALFORMED",
    "200 | {'visits':[{'visitid':'7','person':'1'}],'error':'no'} | MALFORMED",
    "200 | [{'visitid':'7','person':null}] | NOT_FOUND",
    "404 | not found | NOT_FOUND",
    "410 | '' | GONE",
    "403 | {'error':'over'} | THROTTLED",
    "429 | '' | THROTTLED",
    "500 | '' | SERVER_ERROR",
    "302 | '' | MALFORMED"
  })
  void saysWhyItHasNone(int status, String body, Kind kind) {
    server.then(answer(status, body.replace('\'', '"')));
    assertEquals(kind, kind(ehr.read(access(), "visit", "7")));
  }

  @Test
  void followsARedirectToItsOwnOriginOnly() throws IOException {
    try (var other = new ScriptedServer()) {
      server.then(answer(302, "", "Location: /fhir/moved/7"), answer(200, "[{\"visitid\":7,\"person\":1}]"),
          answer(302, "", "Location: " + other.base() + "/visits/7"));
      done(ehr.read(access(), "visit", "7"));
      assertEquals(Kind.MALFORMED, kind(ehr.read(access(), "visit", "7")));
      assertEquals(0, other.connections());
    }
  }

  @Test
  void saysOfWhatWaitsWhetherMoreDoes() {
    server.then(
        answer(200, "{\"total\":5,\"visits\":[{\"visitid\":1,\"person\":1},{\"visitid\":2}]}"),
        answer(200, "{\"visits\":[{\"visitid\":3,\"person\":1}],\"next\":\"/anything\"}"),
        answer(200, "{\"total\":9,\"visits\":[]}"));
    var looked = done(ehr.look(access(), "visit", 2));
    assertEquals(List.of("visit/1", "/2"), looked.resources().stream().map(one -> one.type() + "/" + one.id()).toList(), "one is of something else");
    assertEquals(Optional.of(URI.create(server.base() + "/visits/changed?site=3&keep=true&limit=2")), looked.next());
    assertTrue(done(ehr.take(access(), "visit", 2)).next().isPresent());
    assertTrue(done(ehr.take(access(), "visit", 2)).next().isEmpty(), "an empty page has nothing after it");
    assertEquals("/fhir/visits/changed?site=3&limit=2", server.requests().get(1).target());
    assertEquals(List.of("visit.changed DONE", "visit.changed DONE", "visit.changed DONE"), bench.metered);
  }

  @Test
  void neverTakesTwiceWhatIsGoneOnceItWasRead() {
    server.then(hangUp(), hangUp(), answer(200, "{\"visits\":[]}"));
    assertEquals(Kind.BROKEN, kind(ehr.take(access(), "visit", 2)), "a lost answer is not asked for again");
    assertEquals(1, server.requests().size());
    assertEquals(0, done(ehr.look(access(), "visit", 2)).resources().size(), "a look is");
    server.then(answer(302, "", "Location: /fhir/elsewhere"));
    assertEquals(Kind.MALFORMED, kind(ehr.take(access(), "visit", 2)));
  }

  @Test
  void bringsWhatWasTakenWithinAWindowPageByPage() {
    server.then(
        answer(200, "{\"visits\":[{\"visitid\":1,\"person\":1},{\"visitid\":2,\"person\":1}]}"),
        answer(200, "{\"visits\":[{\"visitid\":3,\"person\":1},{\"visitid\":4,\"person\":1}],\"next\":\"/fhir/visits/changed?page=3\"}"),
        answer(200, "{\"visits\":[{\"visitid\":5,\"person\":1}]}"));
    var first = done(ehr.taken(access(), "visit", 2, FROM, TO));
    var second = done(ehr.follow(access(), "visit", 2, first.next().orElseThrow()));
    var third = done(ehr.follow(access(), "visit", 2, second.next().orElseThrow()));
    assertEquals(List.of("5"), third.resources().stream().map(EhrPage.Entry::id).toList());
    assertTrue(third.next().isEmpty());
    var query = "/fhir/visits/changed?site=3&since=03%2F02%2F2026%2004%3A50%3A00&until=03%2F02%2F2026%2005%3A10%3A00&limit=2";
    assertEquals(List.of(query, query + "&offset=2", "/fhir/visits/changed?page=3"),
        server.requests().stream().map(ScriptedServer.Request::target).toList());
  }

  @Test
  void followsNoLinkToElsewhere() {
    server.then(answer(200, "{\"visits\":[{\"visitid\":1,\"person\":1}],\"next\":\"http://elsewhere.example/x\"}"));
    assertEquals(Kind.MALFORMED, kind(ehr.taken(access(), "visit", 2, FROM, TO)));
    assertEquals(Kind.REFUSED, kind(ehr.follow(access(), "visit", 2, URI.create("http://elsewhere.example/x"))));
    assertEquals(1, server.requests().size());
  }

  /** Clocks go back at 06:00 UTC on 1 November 2026: local 01:30 is there twice. */
  @ParameterizedTest
  @CsvSource({"2026-11-01T05:30:00Z, 11/01/2026 00:30:00, 11/01/2026 01:30:00", "2026-11-01T06:30:00Z, 11/01/2026 01:30:00, 11/01/2026 02:30:00",
    "2026-11-01T07:30:00Z, 11/01/2026 02:30:00, 11/01/2026 02:30:00", "2026-03-08T07:30:00Z, 03/08/2026 03:30:00, 03/08/2026 03:30:00"})
  void anHourThatIsThereTwiceIsWithinTheWindowWhicheverIsMeant(Instant at, String from, String to) {
    assertEquals(from, FEED.times().from(at));
    assertEquals(to, FEED.times().to(at));
  }

  @Test
  void subscribesByAForm() {
    server.then(answer(200, "{\"success\":true}"), answer(200, ""), answer(200, "{\"error\":\"no such event\"}"), answer(400, "{\"error\":\"x\"}"));
    assertTrue(done(ehr.subscribe(access(), "visit")));
    assertTrue(done(ehr.subscribe(access(), "visit")));
    assertEquals(Kind.MALFORMED, kind(ehr.subscribe(access(), "visit")), "a 200 that refuses");
    assertEquals(Kind.REFUSED, kind(ehr.subscribe(access(), "visit")));
    var request = server.requests().getFirst();
    assertEquals("POST /fhir/visits/changed/subscription", request.method() + " " + request.target());
    assertEquals("application/x-www-form-urlencoded", request.header("content-type"));
  }

  @Test
  void callsNothingThatNobodyHasSaidHowToCall() {
    assertEquals(Kind.REFUSED, kind(ehr.read(access(), "person", "7")));
    assertEquals(Kind.REFUSED, kind(ehr.take(access(), "person", 2)));
    assertEquals(Kind.REFUSED, kind(ehr.search(access(), "visit", "")));
    assertEquals(Kind.REFUSED, kind(ehr.create(access(), "visit", new byte[0], Bench.soon())));
    assertEquals(0, server.connections());
  }

  @Test
  void signsInWhereThePackageSaysAndOnceMoreWhenTheTokenIsNotTaken() throws IOException {
    try (var smart = new SmartServer()) {
      smart.taken = "t2";
      var access = access(smart.base(), AuthMechanism.PRIVATE_KEY_JWT);
      assertEquals(Kind.MALFORMED, kind(ehr.read(access, "visit", "7")), "the server has FHIR only");
      assertEquals(2, smart.tokenCalls());
      assertEquals(List.of("/oauth/token", "/fhir/visits/7", "/oauth/token", "/fhir/visits/7"),
          smart.http.requests().stream().map(ScriptedServer.Request::target).toList(), "nothing is discovered");
      done(ehr.authenticate(access));
    }
  }

  @Test
  void theProbeIsAnyAnswerThatRefusesNothing() {
    server.then(answer(200, "{\"sites\":[]}"), answer(200, "<html>"), answer(503, ""));
    done(ehr.capabilities(access()));
    assertEquals("/fhir/sites?limit=1", server.requests().getFirst().target());
    assertEquals(Kind.MALFORMED, kind(ehr.capabilities(access())));
    assertEquals(503, failure(ehr.capabilities(access())).status());
  }

  @Test
  void eachInterfaceIsCalledByWhatItSpeaks() {
    var both = new ChosenEhr(bench.another(), ehr);
    server.then(answer(200, "[{\"visitid\":7,\"person\":1}]"), answer(200, SmartServer.PATIENT));
    done(both.read(access(), "visit", "7"));
    done(both.read(Bench.open(server.base()), "Patient", "1"));
    assertEquals(List.of("/fhir/visits/7", "/fhir/Patient/1"), server.requests().stream().map(ScriptedServer.Request::target).toList());
  }

  private Access access() {
    return access(server.base(), AuthMechanism.NONE);
  }

  private static Access access(URI base, AuthMechanism auth) {
    return new Access("oak", "v1", base, auth, "client-7", "ec", List.of("all"), Duration.ofSeconds(5),
        new Limits("v1", List.of(), Set.of(403)), Lane.SOON, Optional.of(REST));
  }
}
