package io.mediflow.ehr;

import static io.mediflow.ehr.Bench.done;
import static io.mediflow.ehr.Bench.kind;
import static io.mediflow.ehr.Bench.open;
import static io.mediflow.ehr.ScriptedServer.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.ehr.EhrFailure.Kind;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PagingTest {

  private static final String ONE =
      "{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"1\",\"x\":1.10,\"meta\":{\"lastUpdated\":\"2026-03-02T09:00:00.123+01:00\"}}}";

  private final Bench bench = new Bench();
  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void pagesThroughAnEmptyPageToTheEnd() {
    var access = open(server.base());
    var opaque = server.base() + "?_getpages=a%7Cb&x=%2B+c:d,e";
    server.then(
        answer(200, bundle("", opaque), "Date: Mon, 02 Mar 2026 10:00:05 GMT"),
        answer(200, bundle(ONE, "Patient?page=3")),
        answer(200, bundle("", null)));
    var first = done(bench.ehr.search(access, "Patient", "_lastUpdated=gt2026-01-01&_count=2"));
    assertEquals(List.of(), first.resources());
    assertEquals(Optional.of(Instant.parse("2026-03-02T10:00:05Z")), first.serverDate());
    var second = done(bench.ehr.follow(access, first.next().orElseThrow()));
    var entry = second.resources().getFirst();
    assertEquals("Patient/1", entry.type() + "/" + entry.id());
    assertEquals(Optional.of(Instant.parse("2026-03-02T08:00:00.123Z")), entry.lastUpdated());
    assertTrue(new String(entry.body(), UTF_8).contains("\"x\":1.10"), "decimals keep their digits");
    assertTrue(done(bench.ehr.follow(access, second.next().orElseThrow())).next().isEmpty());
    assertEquals(
        List.of("/fhir/Patient?_lastUpdated=gt2026-01-01&_count=2", "/fhir?_getpages=a%7Cb&x=%2B+c:d,e",
            "/Patient?page=3"),
        server.requests().stream().map(ScriptedServer.Request::target).toList());
    assertEquals(List.of("patient.search DONE", "page.search DONE", "page.search DONE"), bench.metered);
  }

  @Test
  void leavesOutcomesOutOfAPageUnlessTheyTellAnError() {
    var warning = "{\"resource\":{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"warning\"}]}}";
    server.then(
        answer(200, bundle(warning + "," + ONE, null)), answer(200, bundle(ONE + "," + warning.replace("warning", "error"), null)));
    assertEquals(1, done(bench.ehr.search(open(server.base()), "Patient", "")).resources().size());
    assertEquals(Kind.MALFORMED, kind(bench.ehr.search(open(server.base()), "Patient", "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "https://localhost/fhir?page=2", "http://elsewhere.example/fhir?page=2", "//elsewhere.example/x", "http://[broken",
    "http://user@localhost/fhir?page=2", " "
  })
  void followsNoLinkToAnotherOrigin(String next) {
    server.then(answer(200, bundle(ONE, next)));
    assertEquals(Kind.MALFORMED, kind(bench.ehr.search(open(server.base()), "Patient", "")));
  }

  @Test
  void makesNoCallToFollowAForeignLink() throws IOException {
    try (var other = new ScriptedServer()) {
      assertEquals(Kind.MALFORMED, kind(bench.ehr.follow(open(server.base()), URI.create(other.base() + "?page=2"))));
      assertEquals(0, other.connections());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "{\"resourceType\":\"Patient\",\"id\":\"1\"}",
    "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceTyp"
  })
  void takesNoPageThatIsNotWhole(String body) {
    server.then(answer(200, body));
    assertEquals(Kind.MALFORMED, kind(bench.ehr.search(open(server.base()), "Patient", "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"resource\":{\"resourceType\":\"Patient\",\"active\":true}}", "{\"resource\":{\"id\":\"7\"}}", "{\"resource\":7}", "{}"})
  void anEntryThatNobodyCanPlaceLeavesTheOthersAlone(String odd) {
    server.then(answer(200, bundle(odd + "," + ONE, null)));
    var page = done(bench.ehr.search(open(server.base()), "Patient", ""));
    assertEquals(List.of(false, true), page.resources().stream().map(io.mediflow.model.ehr.EhrPage.Entry::isPlaced).toList());
    assertEquals("1", page.resources().getLast().id());
  }

  @Test
  void followsARedirectWithinTheOriginAndNoneToAnother() throws IOException {
    try (var other = new ScriptedServer()) {
      var patient = "{\"resourceType\":\"Patient\",\"id\":\"1\"}";
      var token = "{\"access_token\":\"t1\",\"token_type\":\"Bearer\",\"expires_in\":300}";
      server.then(
          answer(200, "{\"token_endpoint\":\"" + server.base() + "/token\"}"), answer(200, token),
          answer(307, "", "Location: /fhir/v2/Patient/1"), answer(200, patient),
          answer(307, "", "Location: " + other.base() + "/Patient/1"));
      other.always(request -> answer(200, patient));
      var access = Bench.signed(server.base(), "ec");
      done(bench.ehr.read(access, "Patient", "1"));
      assertEquals("Bearer t1", server.requests("/fhir/v2/Patient/1").getFirst().header("authorization"));
      assertEquals(Kind.MALFORMED, kind(bench.ehr.read(access, "Patient", "1")));
      assertEquals(0, other.connections());
    }
  }

  @Test
  void givesUpOnRedirectsInACircle() {
    server.always(request -> answer(307, "", "Location: /fhir/Patient/1"));
    assertEquals(Kind.MALFORMED, kind(bench.ehr.read(open(server.base()), "Patient", "1")));
    assertEquals(4, server.requests().size());
  }

  @Test
  void followsNoRedirectWithAWrite() {
    server.always(request -> answer(307, "", "Location: /fhir/v2/Patient"));
    assertEquals(
        Kind.MALFORMED,
        kind(bench.ehr.create(open(server.base()), "Patient", "{}".getBytes(UTF_8), Bench.soon())));
    assertEquals(1, server.requests().size());
  }

  private static String bundle(String entries, String next) {
    var link = next == null ? "" : ",{\"relation\":\"next\",\"url\":\"" + next + "\"}";
    return "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"link\":[{\"relation\":\"self\",\"url\":\"x\"}" + link
        + "],\"entry\":[" + entries + "]}";
  }
}
