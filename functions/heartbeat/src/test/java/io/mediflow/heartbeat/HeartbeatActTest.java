package io.mediflow.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.Lane;
import io.mediflow.model.ehr.Signer.Algorithm;
import io.mediflow.model.watch.Heartbeat;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.Packages;
import io.mediflow.testkit.ehr.MemoryEhr;
import io.mediflow.testkit.ehr.MemoryEhr.Verb;
import io.mediflow.testkit.memory.MemoryConnectionStore;
import io.mediflow.testkit.memory.MemorySigner;
import io.mediflow.testkit.memory.MemoryStatusStore;
import io.mediflow.testkit.memory.TestClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HeartbeatActTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final Instant KEY_ENDS = Instant.parse("2027-01-01T00:00:00Z");

  private final TestClock clock = new TestClock(NOW);
  private final MemoryConnectionStore connections = new MemoryConnectionStore();
  private final MemoryStatusStore status = new MemoryStatusStore();
  private final MemoryEhr ehr = new MemoryEhr(clock);
  private final Sample.Queue queue = new Sample.Queue();
  private final MemorySigner signer = new MemorySigner().with("key-1", Algorithm.ES384, KEY_ENDS);
  private final HeartbeatAct act = act(2, 10);

  @Test
  void aRoundQueuesOneUnitPerConnectionPageByPage() {
    List.of("ash", "elm", "oak").forEach(id -> connections.put(Sample.connection(id, id.equals("elm"))));
    act.round(null, 0);
    String cursor = queue.sent.getLast().substring(0, queue.sent.getLast().indexOf('@'));
    assertEquals(List.of("ash", cursor + "@1"), queue.sent, "the paused one has no heartbeat");
    queue.sent.clear();
    act.round(cursor, 1);
    assertEquals(List.of("oak"), queue.sent);
  }

  @Test
  void aRoundEndsAtItsBound() {
    List.of("ash", "elm", "oak").forEach(id -> connections.put(Sample.connection(id, false)));
    act(2, 1).round(null, 0);
    assertEquals(List.of("ash", "elm"), queue.sent);
  }

  @Test
  void aHeartbeatKeepsWhatItLearned() {
    connections.put(Sample.connection("elm", false));
    ehr.certificateEnds(Instant.parse("2026-09-01T00:00:00Z"));
    act.beat("elm");
    Heartbeat kept = kept();
    assertEquals(0, kept.misses());
    assertEquals(Optional.of(Instant.parse("2026-09-01T00:00:00Z")), kept.certificateEnds());
    assertEquals(Optional.of(KEY_ENDS), kept.keyEnds());
    assertEquals(64, kept.capabilityHash().length());
    assertEquals(Set.of(Lane.PROBE), ehr.calls().stream().map(MemoryEhr.Call::lane).collect(Collectors.toSet()));

    clock.advance(Duration.ofMinutes(5));
    ehr.capabilities("{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"4.3.0\"}");
    act.beat("elm");
    assertNotEquals(kept.capabilityHash(), kept().capabilityHash());
  }

  @Test
  void aFeedIsNotReachedFor() {
    connections.put(new Connection("elm", "Practice elm", "hl7v2", 1, ZoneId.of("America/New_York"), List.of(
        new EhrInterface("feed", URI.create("https://feed.invalid"), "", "", List.of(), "hook-elm")), false, 0));
    new HeartbeatAct(connections, queue, status, ehr, signer, Packages.bundled(), config(2, 10), TimeScale.REAL, clock).beat("elm");
    assertEquals(List.of(), ehr.calls());
    assertEquals(Optional.empty(), status.heartbeat("elm", "feed"));
  }

  @Test
  void anInterfaceWithoutFhirAnswersAndSaysNothingOfItself() {
    connections.put(new Connection("elm", "Practice elm", "athenahealth", 1, ZoneId.of("America/New_York"), List.of(
        new EhrInterface("v1", URI.create("https://ehr.example/v1/1"), "client", "key-1", List.of(), "")), false, 0));
    var act = new HeartbeatAct(connections, queue, status, ehr, signer, Packages.bundled(), config(2, 10), TimeScale.REAL, clock);
    ehr.capabilities("{\"departments\":[]}");
    act.beat("elm");
    Heartbeat well = status.heartbeat("elm", "v1").orElseThrow();
    assertEquals(Optional.empty(), well.failure());
    assertEquals("", well.capabilityHash());
    clock.advance(Duration.ofMinutes(5));
    ehr.failNext(Verb.CAPABILITIES, Kind.SERVER_ERROR);
    act.beat("elm");
    assertEquals(Optional.of("metadata: SERVER_ERROR"), status.heartbeat("elm", "v1").orElseThrow().failure());
  }

  @Test
  void eachStepNamesItself() {
    connections.put(Sample.connection("elm", false));
    ehr.failNext(Verb.CERTIFICATE, Kind.UNREACHABLE);
    assertEquals(Optional.of("reach: UNREACHABLE"), next());
    ehr.failNext(Verb.AUTHENTICATE, Kind.UNAUTHENTICATED);
    assertEquals(Optional.of("token: UNAUTHENTICATED"), next());
    ehr.failNext(Verb.CAPABILITIES, Kind.SERVER_ERROR);
    assertEquals(Optional.of("metadata: SERVER_ERROR"), next());
    assertEquals(3, kept().misses());
    ehr.capabilities("<html>");
    assertEquals(Optional.of("metadata: MALFORMED"), next());
    ehr.capabilities("{\"resourceType\":\"CapabilityStatement\"}");
    assertEquals(Optional.empty(), next());
    assertEquals(0, kept().misses());
  }

  @Test
  void aMissingKeyAndAnUnknownPackageAreFailuresThatSayTheirName() {
    connections.put(Sample.connection("elm", false));
    var keyless = new HeartbeatAct(connections, queue, status, ehr, new MemorySigner(), Sample.PACKAGES, config(2, 10),
        TimeScale.REAL, clock);
    keyless.beat("elm");
    assertEquals(Optional.of("key: NOT_FOUND"), kept().failure());
    clock.advance(Duration.ofMinutes(5));
    new HeartbeatAct(connections, queue, status, ehr, signer, new io.mediflow.packages.Packages(List.of()),
        config(2, 10), TimeScale.REAL, clock).beat("elm");
    assertEquals(Optional.of("package: NOT_FOUND"), kept().failure());
    assertEquals(2, kept().misses());
  }

  @Test
  void aSlowEhrIsAMissThatNamesTheStepForWhichNoTimeWasLeft() {
    connections.put(Sample.connection("elm", false));
    ehr.beforeNext(Verb.CERTIFICATE, () -> clock.advance(Duration.ofSeconds(79)));
    assertEquals(Optional.empty(), next());
    ehr.beforeNext(Verb.CERTIFICATE, () -> clock.advance(Duration.ofSeconds(80)));
    ehr.forgetCalls();
    assertEquals(Optional.of("token: TOO_LATE"), next());
    assertEquals(List.of(Verb.CERTIFICATE), ehr.calls().stream().map(MemoryEhr.Call::verb).toList());
    ehr.beforeNext(Verb.AUTHENTICATE, () -> clock.advance(Duration.ofSeconds(80)));
    assertEquals(Optional.of("metadata: TOO_LATE"), next());
    assertEquals(2, kept().misses());
  }

  @Test
  void theSameUnitTwiceIsOneMiss() {
    connections.put(Sample.connection("elm", false));
    ehr.away(true);
    act.beat("elm");
    act.beat("elm");
    assertEquals(1, kept().misses());
  }

  private Optional<String> next() {
    clock.advance(Duration.ofMinutes(5));
    act.beat("elm");
    return kept().failure();
  }

  private Heartbeat kept() {
    return status.heartbeat("elm", "fhir").orElseThrow();
  }

  private HeartbeatAct act(int pageSize, int mostPages) {
    return new HeartbeatAct(connections, queue, status, ehr, signer, Sample.PACKAGES, config(pageSize, mostPages),
        TimeScale.REAL, clock);
  }

  static HeartbeatConfig config(int pageSize, int mostPages) {
    return new HeartbeatConfig() {
      @Override
      public int pageSize() {
        return pageSize;
      }

      @Override
      public int mostPages() {
        return mostPages;
      }

      @Override
      public Duration gap() {
        return Duration.ofMinutes(2);
      }

      @Override
      public Duration runTime() {
        return Duration.ofSeconds(80);
      }
    };
  }
}
