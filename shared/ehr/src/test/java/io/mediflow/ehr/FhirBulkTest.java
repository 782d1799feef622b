package io.mediflow.ehr;

import static io.mediflow.ehr.Bench.done;
import static io.mediflow.ehr.Bench.failure;
import static io.mediflow.ehr.Bench.kind;
import static io.mediflow.ehr.Bench.open;
import static io.mediflow.ehr.ScriptedServer.answer;
import static io.mediflow.ehr.ScriptedServer.head;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.BulkEhr.File;
import io.mediflow.model.ehr.BulkEhr.Holds;
import io.mediflow.model.ehr.BulkEhr.Job;
import io.mediflow.model.ehr.BulkEhr.Level;
import io.mediflow.model.ehr.BulkEhr.Line;
import io.mediflow.model.ehr.BulkEhr.Place;
import io.mediflow.model.ehr.BulkEhr.Wanted;
import io.mediflow.model.ehr.BudgetStore.Bucket;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FhirBulkTest {

  private static final Wanted ALONE = new Wanted(Level.GROUP, "g/1", List.of("Patient", "Condition"), Optional.empty(), true);
  private static final String A = "{\"resourceType\":\"Patient\",\"id\":\"a\",\"meta\":{\"lastUpdated\":\"2026-03-02T09:00:00Z\"}}";
  private static final String B = "{\"resourceType\":\"Patient\",\"id\":\"b\"}";

  private final Bench bench = new Bench();
  private final FhirBulk bulk = bench.bulk();
  private final List<String> ids = new ArrayList<>();
  private final List<Long> ends = new ArrayList<>();
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
  void asksForWhatIsWantedAndIsToldWhereToLook() {
    server.then(answer(202, "", "Content-Location: /fhir/bulk/7"));
    Wanted since = new Wanted(Level.PATIENT, "", List.of("Patient"), Optional.of(Bench.NOW), false);
    assertEquals(URI.create(server.base() + "/bulk/7"), done(bulk.start(access, since)));
    var asked = server.requests().getFirst();
    assertEquals("/fhir/Patient/$export?_outputFormat=application%2Ffhir%2Bndjson&_type=Patient&_since=2026-03-02T10%3A00%3A00Z",
        asked.target());
    assertEquals("respond-async", asked.header("prefer"));

    server.then(answer(202, "", "Content-Location: " + server.base() + "/bulk/8"));
    done(bulk.start(access, ALONE));
    assertEquals("/fhir/Group/g%2F1/$export?_outputFormat=application%2Ffhir%2Bndjson&_type=Patient%2CCondition",
        server.requests().getLast().target());
  }

  @Test
  void aJobAtAnotherOriginIsNotOursToAskWithAToken() {
    server.then(answer(202, "", "Content-Location: https://elsewhere.example/bulk/7"), answer(202, ""));
    assertEquals(Kind.MALFORMED, kind(bulk.start(access, ALONE)));
    assertEquals(Kind.MALFORMED, kind(bulk.start(access, ALONE)));
    assertEquals(Kind.MALFORMED, kind(bulk.look(access, URI.create("https://elsewhere.example/bulk/7"))));
  }

  @Test
  void aSecondJobIsRefusedWithoutHoldingUpAllOtherCalls() {
    server.then(answer(429, "", "Retry-After: 600"), answer(429, "", "Retry-After: 600"));
    var refused = failure(bulk.start(access, ALONE));
    assertEquals(Kind.CONFLICT, refused.kind());
    assertEquals(Optional.of(Bench.NOW.plusSeconds(600)), refused.retryAfter());
    assertEquals(Optional.empty(), bench.budgets.find(new Bucket("oak", "fhir")));

    Wanted several = new Wanted(Level.SYSTEM, "", List.of("Patient"), Optional.empty(), false);
    assertEquals(Kind.THROTTLED, kind(bulk.start(access, several)), "where it takes several jobs, it is about our calls");
  }

  @Test
  void aJobRunsUntilItsFilesLieReady() {
    URI job = URI.create(server.base() + "/bulk/7");
    server.then(
        answer(202, "", "X-Progress: 40% of 3 types", "Retry-After: 120"),
        answer(202, "", "X-Progress: in-progress"),
        answer(429, "", "Retry-After: 30"),
        answer(200, """
            {"transactionTime":"2026-03-02T04:30:00-05:00","requiresAccessToken":true,"error":[{"type":"OperationOutcome","url":"e"}],
            "output":[{"type":"Patient","url":"https://store.example/1","count":3}],"deleted":[{"type":"Bundle","url":"/fhir/d"}]}"""));
    assertEquals(new Job.Running(Optional.of(40), Optional.of(Bench.NOW.plusSeconds(120))), done(bulk.look(access, job)));
    assertEquals(new Job.Running(Optional.empty(), Optional.empty()), done(bulk.look(access, job)));
    assertEquals(new Job.Running(Optional.empty(), Optional.of(Bench.NOW.plusSeconds(30))), done(bulk.look(access, job)));
    assertEquals(new Job.Ready(Optional.of(Bench.NOW.minusSeconds(1800)), List.of(
            new File(Holds.RESOURCES, URI.create("https://store.example/1"), true, Optional.of(3L)),
            new File(Holds.DELETIONS, URI.create(server.base() + "/d"), true, Optional.empty()),
            new File(Holds.REFUSALS, URI.create(server.base() + "/bulk/e"), true, Optional.empty()))),
        done(bulk.look(access, job)));
    server.then(answer(200, "{\"output\":\"none\"}"), answer(404, ""));
    assertEquals(Kind.MALFORMED, kind(bulk.look(access, job)));
    assertEquals(Kind.NOT_FOUND, kind(bulk.look(access, job)));
  }

  @Test
  void aFileIsReadLineByLine() {
    server.then(answer(200, A + "\r\n\n" + B + "\nnot json\n{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\"}]}"));
    assertEquals(true, done(read(Holds.RESOURCES, Place.START)));
    assertEquals(List.of("Patient/a", "Patient/b", "/", "refused"), ids);
    assertEquals(List.of(A.length() + 2L, A.length() + 4L + B.length(), A.length() + B.length() + 13L), ends.subList(0, 3));
  }

  @Test
  void deletionsAndRefusalsAreOtherLines() {
    server.then(answer(200, """
        {"resourceType":"Bundle","entry":[{"request":{"method":"DELETE","url":"Patient/a"}},{"request":{"method":"DELETE","url":"Patient/b"}}]}
        {"resourceType":"Bundle","entry":[{"request":{"method":"DELETE","url":"Patient?x=1"}}]}
        """), answer(200, """
        {"resourceType":"OperationOutcome","issue":[{"severity":"error","diagnostics":"x"}]}
        {"resourceType":"OperationOutcome","issue":[{"severity":"information"}]}
        """));
    done(read(Holds.DELETIONS, Place.START));
    assertEquals(List.of("deleted Patient/a", "deleted Patient/b", "refused"), ids);
    ids.clear();
    done(read(Holds.REFUSALS, Place.START));
    assertEquals(List.of("refused"), ids);
  }

  @Test
  void whatWasTakenIsPassedOverOrNotAskedForAgain() {
    server.then(answer(200, A + "\n" + B + "\n", "Accept-Ranges: bytes"));
    done(bulk.read(access, file(Holds.RESOURCES), Place.START, (line, end) -> {
      assertEquals(new Place(A.length() + 1, true), end);
      return false;
    }));
    server.then(answer(206, B + "\n", "Content-Range: bytes 0-1/2"), answer(200, A + "\n" + B + "\n"), answer(416, ""));
    done(read(Holds.RESOURCES, new Place(A.length() + 1, true)));
    assertEquals("bytes=" + (A.length() + 1) + "-", server.requests().getLast().header("range"));
    done(read(Holds.RESOURCES, new Place(A.length() + 1, false)));
    assertEquals("", server.requests().getLast().header("range"));
    assertEquals(List.of("Patient/b", "Patient/b"), ids);
    assertEquals(List.of(A.length() + B.length() + 2L, A.length() + B.length() + 2L), ends);
    assertEquals(true, done(read(Holds.RESOURCES, new Place(A.length() + B.length() + 2, true))), "it ended there");
  }

  @Test
  void aPackedFileIsUnpackedAndNeverAskedForFromTheMiddle() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write((A + "\n" + B + "\n").getBytes(UTF_8));
    }
    server.then(out -> {
      out.write((head(200, packed.size(), "Accept-Ranges: bytes")).getBytes(UTF_8));
      out.write(packed.toByteArray());
      out.flush();
      return true;
    });
    done(bulk.read(access, file(Holds.RESOURCES), new Place(A.length() + 1, false), (line, end) -> {
      ids.add(((Line.Resource) line).entry().id());
      assertEquals(false, end.ranged());
      return true;
    }));
    assertEquals(List.of("b"), ids);
  }

  @Test
  void aFileThatBreaksOffHasFailedAndWhatTheTakerThrowsComesThrough() {
    server.then(out -> {
      out.write((head(200, 5000) + A + "\n").getBytes(UTF_8));
      out.flush();
      return false;
    });
    assertEquals(Kind.BROKEN, kind(read(Holds.RESOURCES, Place.START)));
    assertTrue(ids.size() < 2, "what came before the end may be lost with the connection: " + ids);
    ids.clear();
    server.then(server.stall(head(200, 5000) + A + "\n"));
    Access hasty = open(server.base(), Duration.ofSeconds(1));
    assertEquals(Kind.BROKEN, assertTimeout(Duration.ofSeconds(10), () -> kind(bulk.read(hasty, file(Holds.RESOURCES), Place.START, this::take))));
    assertEquals(List.of("Patient/a"), ids);
    server.then(out -> {
      out.write(("HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(A.length() + 1) + "\r\n" + A + "\n\r\n").getBytes(UTF_8));
      out.flush();
      return false; // without the last chunk
    });
    assertEquals(Kind.BROKEN, kind(read(Holds.RESOURCES, Place.START)));
    server.always(request -> answer(200, A + "\n"));
    assertThrows(IllegalStateException.class, () -> bulk.read(access, file(Holds.RESOURCES), Place.START, (line, end) -> {
      throw new IllegalStateException("no queue");
    }));
  }

  /** A server that writes without end gets stuck as soon as nobody reads: so nothing is held but a line and a few buffers. */
  @Test
  void aFileIsNotReadAheadOfWhoTakesIt() throws InterruptedException {
    var written = new AtomicLong();
    byte[] many = (B + "\n").repeat(1000).getBytes(UTF_8);
    server.then(out -> {
      out.write(head(200, 1L << 40).getBytes(UTF_8));
      while (true) {
        out.write(many);
        written.addAndGet(many.length);
      }
    });
    done(bulk.read(access, file(Holds.RESOURCES), Place.START, (line, end) -> {
      ids.add("one");
      long before = -1;
      for (int still = 0; still < 5; still = before == written.get() ? still + 1 : 0) {
        before = written.get();
        pause();
      }
      return ids.size() < 3;
    }));
    assertTrue(written.get() < 20L * 1024 * 1024, () -> written.get() + " bytes were read ahead");
    server.awaitEnded(1);
  }

  @Test
  void aTokenStaysAtTheEhrsOrigin() throws IOException {
    try (var store = new ScriptedServer()) {
      URI away = URI.create(store.base().toString().replace("localhost", "127.0.0.1") + "/part?sig=1");
      server.always(request -> request.target().equals("/fhir/oauth") ? token()
          : request.target().contains("smart-configuration") ? answer(200, "{\"token_endpoint\":\"" + server.base() + "/oauth\"}")
          : answer(307, "", "Location: " + away));
      store.always(request -> answer(request.header("authorization").isEmpty() ? 200 : 400, A + "\n"));
      Access signed = Bench.signed(server.base(), "ec");
      assertEquals(true, done(bulk.read(signed, file(Holds.RESOURCES), Place.START, this::take)));
      assertTrue(server.requests("/file").getFirst().header("authorization").startsWith("Bearer "));
      assertEquals(true, done(bulk.read(signed, new File(Holds.RESOURCES, away, true, Optional.empty()), Place.START, this::take)));
      assertEquals(List.of("Patient/a", "Patient/a"), ids);
      File open = new File(Holds.RESOURCES, URI.create(server.base() + "/open"), false, Optional.empty());
      done(bulk.read(signed, open, Place.START, this::take));
      assertEquals("", server.requests("/open").getFirst().header("authorization"));
    }
  }

  @Test
  void aJobIsEndedOnce() {
    server.then(answer(202, ""), answer(404, ""), answer(500, ""));
    URI job = URI.create(server.base() + "/bulk/7");
    assertEquals(true, done(bulk.end(access, job)));
    assertEquals("DELETE", server.requests().getFirst().method());
    assertEquals(true, done(bulk.end(access, job)));
    assertEquals(Kind.SERVER_ERROR, kind(bulk.end(access, job)));
    assertTrue(bench.metered.contains("export.end DONE"), bench.metered::toString);
  }

  private io.mediflow.model.ehr.EhrResult<Boolean> read(Holds holds, Place from) {
    return bulk.read(access, file(holds), from, this::take);
  }

  private boolean take(Line line, Place end) {
    ends.add(end.bytes());
    return switch (line) {
      case Line.Resource(var entry) -> ids.add(entry.type() + "/" + entry.id());
      case Line.Deleted(var references) -> ids.addAll(references.stream().map(one -> "deleted " + one).toList());
      case Line.Refused() -> ids.add("refused");
    };
  }

  private File file(Holds holds) {
    return new File(holds, URI.create(server.base() + "/file"), true, Optional.empty());
  }

  private static ScriptedServer.Action token() {
    return answer(200, "{\"access_token\":\"t\",\"token_type\":\"bearer\",\"expires_in\":300}");
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
