package io.mediflow.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final Instant CERTIFICATE = Instant.parse("2026-09-01T00:00:00Z");
  private static final Instant KEY = Instant.parse("2027-01-01T00:00:00Z");

  private static final Findings WELL = Findings.NONE
      .certificate(Optional.of(CERTIFICATE)).key(Optional.of(KEY)).capabilities("abc");

  @Test
  void missesCountInARowAndEndWithAGoodOne() {
    var first = decide(Optional.empty(), Findings.failed("reach", "UNREACHABLE"), NOW);
    assertInstanceOf(HeartbeatDecision.Missed.class, first);
    assertEquals(1, first.next().misses());
    assertEquals(Optional.of("reach: UNREACHABLE"), first.next().failure());

    var second = decide(Optional.of(first.next()), Findings.failed("token", "UNAUTHENTICATED"), NOW.plusSeconds(300));
    assertEquals(2, second.next().misses());
    assertEquals(Optional.of("token: UNAUTHENTICATED"), second.next().failure());

    var third = decide(Optional.of(second.next()), WELL, NOW.plusSeconds(600));
    assertInstanceOf(HeartbeatDecision.Well.class, third);
    assertEquals(0, third.next().misses());
    assertEquals(Optional.empty(), third.next().failure());
    assertEquals(Optional.of(NOW.plusSeconds(600)), third.next().lastWell());
  }

  @Test
  void whatAMissDidNotLearnStaysAsItWasKnown() {
    var before = decide(Optional.empty(), WELL, NOW).next();
    var missed = decide(Optional.of(before), Findings.failed("reach", "UNREACHABLE"), NOW.plusSeconds(300)).next();
    assertEquals(Optional.of(CERTIFICATE), missed.certificateEnds());
    assertEquals(Optional.of(KEY), missed.keyEnds());
    assertEquals("abc", missed.capabilityHash());
    assertEquals(Optional.of(NOW), missed.lastWell());

    var unlimited = WELL.key(Optional.empty());
    assertEquals(Optional.empty(), decide(Optional.of(before), unlimited, NOW.plusSeconds(300)).next().keyEnds(),
        "a new key without an end is no miss");
  }

  @Test
  void aRedeliveryIsNoSecondHeartbeat() {
    var before = Optional.of(decide(Optional.empty(), WELL, NOW).next());
    assertFalse(Heartbeat.due(before, NOW.plusSeconds(5), Duration.ofMinutes(2)));
    assertTrue(Heartbeat.due(before, NOW.plusSeconds(300), Duration.ofMinutes(2)));
    assertTrue(Heartbeat.due(Optional.empty(), NOW, Duration.ofMinutes(2)));
  }

  @Test
  void theCapabilityHashOverlooksDatesAndOrderButNotWhatTheEhrCanDo() {
    String one = "{'resourceType':'CapabilityStatement','date':'2026-03-01','fhirVersion':'4.0.1','rest':[{'mode':'server'}]}";
    String later = "{'rest':[{'mode':'server'}],'fhirVersion':'4.0.1','resourceType':'CapabilityStatement','date':'2026-03-02'}";
    String other = one.replace("4.0.1", "4.3.0");
    assertEquals(hash(one), hash(later));
    assertNotEquals(hash(one), hash(other));
    assertEquals(Optional.empty(), hash("{'resourceType':'Bundle'}"));
    assertEquals(Optional.empty(), hash("<html>"));
    assertEquals(Optional.empty(), hash(""));
  }

  private static Optional<String> hash(String statement) {
    return CapabilityHash.of(statement.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static HeartbeatDecision decide(
      Optional<io.mediflow.model.watch.Heartbeat> before, Findings found, Instant now) {
    return Heartbeat.decide("elm", "fhir", before, found, now);
  }
}
