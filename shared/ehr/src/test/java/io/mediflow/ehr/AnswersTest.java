package io.mediflow.ehr;

import static io.mediflow.ehr.Bench.done;
import static io.mediflow.ehr.Bench.failure;
import static io.mediflow.ehr.Bench.kind;
import static io.mediflow.ehr.Bench.open;
import static io.mediflow.ehr.ScriptedServer.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.ehr.Ehr;
import io.mediflow.model.ehr.EhrFailure.Issue;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class AnswersTest {

  private static final String PATIENT = "{\"resourceType\":\"Patient\",\"id\":\"p/1\",\"multipleBirthInteger\":1.10}";

  @Inject Ehr bean;
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
  void isABeanThatReads() {
    server.then(answer(200, PATIENT, "ETag: W/\"1\"", "Date: Mon, 02 Mar 2026 10:00:05 GMT"));
    var read = done(bean.read(open(server.base()), "Patient", "p/1"));
    assertEquals(PATIENT, new String(read.body(), UTF_8));
    assertEquals(Optional.of("p/1"), read.id());
    assertEquals(Optional.of("W/\"1\""), read.versionTag());
    assertEquals(Optional.of(Instant.parse("2026-03-02T10:00:05Z")), read.serverDate());
    var request = server.requests().getFirst();
    assertEquals("/fhir/Patient/p%2F1", request.target());
    assertTrue(request.header("accept").startsWith("application/fhir+json"));
  }

  @ParameterizedTest
  @CsvSource({
    "400, REFUSED, REFUSED", "401, UNAUTHENTICATED, FAILED", "403, FORBIDDEN, FAILED", "404, NOT_FOUND, REFUSED",
    "405, REFUSED, REFUSED", "408, SERVER_ERROR, FAILED", "409, CONFLICT, REFUSED", "410, GONE, REFUSED",
    "412, PRECONDITION, REFUSED", "422, REFUSED, REFUSED", "423, PRECONDITION, REFUSED", "429, THROTTLED, REFUSED",
    "500, SERVER_ERROR, FAILED", "502, SERVER_ERROR, FAILED", "503, SERVER_ERROR, FAILED", "504, SERVER_ERROR, FAILED",
    "302, MALFORMED, FAILED", "304, MALFORMED, FAILED"
  })
  void namesEachStatusOfReadsAndWrites(int status, Kind kind, String outcome) {
    server.always(request -> answer(status, ""));
    var read = failure(bench.ehr.read(open("oak", server.base()), "Patient", "1"));
    assertEquals(kind, read.kind());
    assertEquals(status, read.status());
    assertEquals(
        kind, kind(bench.ehr.create(open("elm", server.base()), "Patient", PATIENT.getBytes(UTF_8), Bench.soon())));
    assertEquals(kind, kind(bench.ehr.patch(
        open("ash", server.base()), "Patient", "1", "[]".getBytes(UTF_8), Optional.empty(), Bench.soon())));
    assertEquals(List.of("patient.read " + outcome, "patient.create " + outcome, "patient.patch " + outcome), bench.metered);
    assertEquals(3, server.requests().size());
  }

  @Test
  void keepsCodesOfAnOutcomeAndDropsItsTexts() {
    server.then(answer(422, """
        {"resourceType":"OperationOutcome","text":{"div":"Jane Roe"},"issue":[
          {"severity":"error","code":"invalid","diagnostics":"Jane Roe","details":{"text":"Jane Roe",
           "coding":[{"code":"4102","display":"Jane Roe"},{"code":"Jane Roe, born 1970"}]},
           "expression":["Patient.telecom[0].value"]},
          {"severity":"error","code":"Jane Roe","location":["Patient.name.where(family='Roe')"]}]}"""));
    var failure = failure(bench.ehr.read(open(server.base()), "Patient", "1"));
    assertEquals(
        List.of(
            new Issue("invalid", "4102", "Patient.telecom[0].value"),
            new Issue("invalid", "", "Patient.telecom[0].value"),
            new Issue("", "", "")),
        failure.issues());
    assertFalse(failure.toString().contains("Roe"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "120 | 2026-03-02T10:02:00Z",
    "Mon, 02 Mar 2026 10:05:00 GMT | 2026-03-02T10:04:00Z",
    "Mon, 02 Mar 2026 09:00:00 GMT | 2026-03-02T10:00:00Z",
    "999999999 | 2026-03-02T11:00:00Z",
    "soon |"
  })
  void readsWhenToComeBackAgainstTheServersOwnClock(String retryAfter, Instant expected) {
    server.then(answer(400, "", "Retry-After: " + retryAfter, "Date: Mon, 02 Mar 2026 10:01:00 GMT"));
    assertEquals(
        Optional.ofNullable(expected), failure(bench.ehr.read(open(server.base()), "Patient", "1")).retryAfter());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "<html>welcome</html>",
    "[]",
    "``",
    "{\"resourceType\":\"Patient\",\"id\":\"2\"}",
    "{\"resourceType\":\"Coverage\",\"id\":\"1\"}",
    "{\"resourceType\":\"Patient\",\"id\":\"1\"} more",
    "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"exception\"}]}"
  })
  void takesNothingElseForTheResource(String body) {
    server.then(answer(200, body));
    assertEquals(Kind.MALFORMED, kind(bench.ehr.read(open(server.base()), "Patient", "1")));
  }

  @Test
  void createsAndFindsTheIdWhereverItStands() {
    var access = open(server.base());
    var sent = "{\"resourceType\":\"Patient\"}".getBytes(UTF_8);
    server.then(
        answer(201, "{\"resourceType\":\"Patient\",\"id\":\"7\"}", "ETag: W/\"1\""),
        answer(201, "", "Location: " + server.base() + "/Patient/8/_history/1"),
        answer(201, "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"information\"}]}", "Location: Patient/9"),
        answer(200, "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"exception\"}]}"));
    var whole = done(bench.ehr.create(access, "Patient", sent, Bench.soon()));
    assertEquals(Optional.of("7"), whole.id());
    assertEquals(Optional.of("W/\"1\""), whole.versionTag());
    var bare = done(bench.ehr.create(access, "Patient", sent, Bench.soon()));
    assertEquals(Optional.of("8"), bare.id());
    assertEquals(0, bare.body().length);
    assertEquals(Optional.of("9"), done(bench.ehr.create(access, "Patient", sent, Bench.soon())).id());
    assertEquals(Kind.MALFORMED, kind(bench.ehr.create(access, "Patient", sent, Bench.soon())));
    var request = server.requests().getFirst();
    assertEquals("POST /fhir/Patient", request.method() + " " + request.target());
    assertEquals("application/fhir+json", request.header("content-type"));
    assertEquals("return=representation", request.header("prefer"));
    assertEquals("{\"resourceType\":\"Patient\"}", request.body());
  }

  @Test
  void patchesTheVersionThatWasRead() {
    var access = open(server.base());
    server.then(answer(200, "{\"resourceType\":\"Patient\",\"id\":\"1\"}", "ETag: W/\"2\""), answer(204, ""));
    var patch = "[{\"op\":\"add\",\"path\":\"/gender\",\"value\":\"other\"}]";
    var patched = done(
        bench.ehr.patch(access, "Patient", "1", patch.getBytes(UTF_8), Optional.of("W/\"1\""), Bench.soon()));
    assertEquals(Optional.of("W/\"2\""), patched.versionTag());
    done(bench.ehr.patch(access, "Patient", "1", patch.getBytes(UTF_8), Optional.empty(), Bench.soon()));
    var request = server.requests().getFirst();
    assertEquals("PATCH /fhir/Patient/1", request.method() + " " + request.target());
    assertEquals("application/json-patch+json", request.header("content-type"));
    assertEquals("W/\"1\"", request.header("if-match"));
    assertEquals(patch, request.body());
    assertEquals("", server.requests().getLast().header("if-match"));
  }

  @Test
  void readsWhatTheServerSaysOfItselfWithoutAToken() {
    server.then(answer(200, "{\"resourceType\":\"CapabilityStatement\"}"));
    done(bench.ehr.capabilities(Bench.signed(server.base(), "ec")));
    assertEquals("/fhir/metadata", server.requests().getFirst().target());
    assertEquals("", server.requests().getFirst().header("authorization"));
    assertEquals(List.of("metadata DONE"), bench.metered);
  }
}
