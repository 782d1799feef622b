package io.mediflow.ehr;

import static io.mediflow.ehr.Bench.done;
import static io.mediflow.ehr.Bench.kind;
import static io.mediflow.ehr.Bench.open;
import static io.mediflow.ehr.ScriptedServer.answer;
import static io.mediflow.ehr.ScriptedServer.hangUp;
import static io.mediflow.ehr.ScriptedServer.head;
import static io.mediflow.ehr.ScriptedServer.raw;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrResource;
import io.mediflow.model.ehr.EhrResult;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether anything was delivered, which is what a write's fate hangs on. */
@QuarkusTest
class DeliveryTest {

  private static final String PATIENT = "{\"resourceType\":\"Patient\",\"id\":\"1\"}";
  private static final Duration SHORT = Duration.ofMillis(400);

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
  void aLostAnswerLeavesAWriteInDoubtAndIsNotSentAgain() {
    server.always(request -> hangUp());
    assertEquals(Kind.BROKEN, kind(create(open(server.base()), Bench.soon())));
    assertEquals(1, server.requests().size());
    assertEquals(Kind.BROKEN, kind(patch(open(server.base()), Bench.soon())));
    assertEquals(2, server.requests().size());
    assertEquals(List.of("patient.create FAILED", "patient.patch FAILED"), bench.metered);
  }

  @Test
  void halfAnAnswerLeavesAWriteInDoubt() {
    server.always(request -> out -> {
      raw(head(201, 1000) + "{\"resourceType\":\"Pat").carryOut(out);
      return false;
    });
    assertEquals(Kind.BROKEN, kind(create(open(server.base()), Bench.soon())));
    assertEquals(1, server.requests().size());
    assertEquals(Kind.BROKEN, kind(bench.ehr.read(open(server.base()), "Patient", "1")));
  }

  @Test
  void aWriteThatGetsNoAnswerInTimeIsInDoubt() {
    var stalled = server.stall("");
    server.always(request -> stalled);
    var start = System.nanoTime();
    assertEquals(Kind.BROKEN, kind(create(open(server.base(), SHORT), Bench.soon())));
    assertTrue(System.nanoTime() - start < Duration.ofSeconds(3).toNanos());
    assertEquals(1, server.requests().size());
  }

  @Test
  void aReadThatGetsNoAnswerInTimeIsNotRepeated() {
    var stalled = server.stall("");
    server.always(request -> stalled);
    assertEquals(Kind.BROKEN, kind(bench.ehr.read(open(server.base(), SHORT), "Patient", "1")));
    assertEquals(1, server.requests().size());
  }

  @Test
  void anAnswerThatDripsEndsWithTheTime() {
    server.always(request -> DeliveryTest::drip);
    var start = System.nanoTime();
    assertEquals(Kind.BROKEN, kind(bench.ehr.read(open(server.base(), SHORT), "Patient", "1")));
    assertEquals(Kind.BROKEN, kind(create(open(server.base(), SHORT), Bench.soon())));
    assertTrue(System.nanoTime() - start < Duration.ofSeconds(5).toNanos());
  }

  @Test
  void aRefusedConnectionDeliversNothing() throws IOException {
    try (var port = new RefusedPort()) {
      assertEquals(Kind.UNREACHABLE, kind(create(open(port.base("http")), Bench.soon())));
      assertEquals(Kind.UNREACHABLE, kind(bench.ehr.read(open(port.base("http")), "Patient", "1")));
    }
    assertEquals(List.of("patient.create FAILED", "patient.read FAILED"), bench.metered);
  }

  @Test
  void anUnknownNameDeliversNothing() {
    var nowhere = open(URI.create("http://ehr.invalid/fhir"));
    assertEquals(Kind.UNREACHABLE, kind(create(nowhere, Bench.soon())));
    assertEquals(Kind.UNREACHABLE, kind(bench.ehr.read(nowhere, "Patient", "1")));
  }

  @Test
  void aServerThatAcceptsNoConnectionInTimeGotNothing() throws IOException {
    try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var first = new Socket(full.getInetAddress(), full.getLocalPort());
        var second = new Socket(full.getInetAddress(), full.getLocalPort())) {
      var access = open(URI.create("http://localhost:" + full.getLocalPort() + "/fhir"), SHORT);
      assertEquals(Kind.UNREACHABLE, kind(create(access, Bench.soon())));
    }
  }

  @Test
  void nothingLeavesAfterItsTime() {
    assertEquals(Kind.TOO_LATE, kind(create(open(server.base()), Bench.NOW.minusMillis(1))));
    assertEquals(Kind.TOO_LATE, kind(patch(open(server.base()), Bench.NOW.minusMillis(1))));
    assertEquals(0, server.connections());
    assertEquals(List.of(), bench.metered);
  }

  @Test
  void nothingLeavesWhenTheTimePassesWhileConnecting() {
    var write = new Wire.Write(
        Wire.Verb.CREATE, URI.create(server.base() + "/Patient"), Optional.empty(), Optional.empty(), PATIENT.getBytes(UTF_8),
        Bench.NOW.plusSeconds(1));
    assertEquals(new Reply.TooLate(), new Wire(new LeapingClock(), true).send(write, Duration.ofSeconds(5)));
    server.awaitEnded(1);
    assertEquals(List.of(), server.requests());
  }

  /** The first look says in time, every later one a minute too late. */
  private static final class LeapingClock extends Clock {

    private boolean looked;

    @Override
    public Instant instant() {
      var now = looked ? Bench.NOW.plusSeconds(60) : Bench.NOW;
      looked = true;
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void nothingGoesToALocalAddressOutsideTheLocalProfile() {
    var strict = new FhirEhr(bench.switchboard(bench.tokens, false));
    var https = open(URI.create(server.base().toString().replace("http:", "https:")));
    for (var access : List.of(open(server.base()), https)) {
      assertEquals(Kind.UNREACHABLE, kind(strict.read(access, "Patient", "1")));
      assertEquals(Kind.UNREACHABLE, kind(strict.create(access, "Patient", PATIENT.getBytes(UTF_8), Bench.soon())));
    }
    assertEquals(Kind.UNREACHABLE, kind(strict.certificateEnds(https)));
    assertEquals(0, server.connections());
  }

  @Test
  void aReadSwallowedByAStaleConnectionIsRepeatedOnce() {
    server.then(answer(200, PATIENT), hangUp(), answer(200, PATIENT));
    done(bench.ehr.read(open(server.base()), "Patient", "1"));
    done(bench.ehr.read(open(server.base()), "Patient", "1"));
    assertEquals(3, server.requests().size());
    server.always(request -> hangUp());
    assertEquals(Kind.BROKEN, kind(bench.ehr.read(open(server.base()), "Patient", "1")));
    assertEquals(5, server.requests().size());
  }

  @Test
  void readsShareAConnectionAndEachWriteHasItsOwn() {
    server.always(request -> answer(200, PATIENT));
    for (var i = 0; i < 3; i++) {
      done(bench.ehr.read(open(server.base()), "Patient", "1"));
    }
    assertEquals(1, server.connections());
    done(create(open(server.base()), Bench.soon()));
    done(create(open(server.base()), Bench.soon()));
    assertEquals(3, server.connections());
  }

  @Test
  void anAnswerThatIsTooLargeIsNotTaken() {
    server.always(request -> out -> {
      var chunk = " ".repeat(1 << 16).getBytes(UTF_8);
      out.write(head(200, 17L << 20).getBytes(UTF_8));
      for (var sent = 0L; sent < 17L << 20; sent += chunk.length) {
        out.write(chunk);
      }
      return true;
    });
    assertEquals(Kind.MALFORMED, kind(bench.ehr.read(open(server.base()), "Patient", "1")));
    assertEquals(Kind.MALFORMED, kind(create(open(server.base()), Bench.soon())));
    server.always(request -> answer(200, PATIENT));
    done(bench.ehr.read(open(server.base()), "Patient", "1"));
  }

  @Test
  void headersThatAreTooLargeAreNotTaken() {
    server.always(request -> answer(200, PATIENT, "X-Long: " + "x".repeat(64 * 1024)));
    assertEquals(Kind.BROKEN, kind(bench.ehr.read(open(server.base()), "Patient", "1")));
  }

  private EhrResult<EhrResource> create(Access access, Instant sendBy) {
    return bench.ehr.create(access, "Patient", PATIENT.getBytes(UTF_8), sendBy);
  }

  private EhrResult<EhrResource> patch(Access access, Instant sendBy) {
    return bench.ehr.patch(access, "Patient", "1", "[]".getBytes(UTF_8), Optional.of("W/\"1\""), sendBy);
  }

  /** A byte every 50 ms, for half a minute. */
  private static boolean drip(OutputStream out) throws IOException {
    raw(head(200, 600)).carryOut(out);
    for (var i = 0; i < 600; i++) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      out.write(' ');
      out.flush();
    }
    return false;
  }
}
