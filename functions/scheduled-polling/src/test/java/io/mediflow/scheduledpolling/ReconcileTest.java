package io.mediflow.scheduledpolling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Checkpoint.Walk;
import io.mediflow.model.change.Reconciliation.Gap;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.record.StoredRecord.Ending;
import io.mediflow.scheduledpolling.Reconcile.Verdict;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReconcileTest {

  private static final Instant NIGHT = Instant.parse("2026-03-02T07:00:00Z");
  private static final Checkpoint BEGUN = at(Optional.empty(), 0, Walk.START);

  @ParameterizedTest(name = "held {0} {1} at {2}, listed {3} at {4}: {5}")
  @CsvSource(nullValues = "-", textBlock = """
      ACTIVE,      1, 100, 1, 100, EQUAL
      ACTIVE,      1, 100, 2, 200, STALE
      ACTIVE,      2, 200, 1, 100, EQUAL
      ACTIVE,      1, 100, 2, 100, STALE
      ACTIVE,      -, 100, 2, 100, EQUAL
      ACTIVE,      1, 100, -, 100, EQUAL
      ACTIVE,      1, -,   1, 100, EQUAL
      ACTIVE,      1, -,   2, 100, STALE
      ACTIVE,      1, 100, 2, -,   STALE
      ACTIVE,      -, -,   2, 100, BY_CONTENT
      ACTIVE,      -, -,   -, -,   BY_CONTENT
      DELETED,     1, 100, 1, 100, MISSING
      NOT_VISIBLE, 1, 100, 1, 100, MISSING
      MERGED,      1, 100, 2, 200, MERGED
      """)
  void whatAListingSaysBesideWhatWeHold(Ending ending, String version, Long held, String listed, Long at, Verdict verdict) {
    StoredRecord own = record(RecordType.PATIENT, ending, version, held, Map.of());
    assertEquals(verdict, Reconcile.verdict(Optional.of(own), entry("p1", listed, at)));
    assertEquals(Verdict.MISSING, Reconcile.verdict(Optional.empty(), entry("p1", listed, at)));
    assertEquals(Verdict.MERGED, Reconcile.verdict(Optional.of(own), entry("p2", listed, at)),
        "what is said of a chart is not said of where it went");
  }

  @ParameterizedTest
  @CsvSource(nullValues = "-", textBlock = """
      PATIENT,     -,                         -,          true
      APPOINTMENT, 2026-03-02T09:00:00-05:00, 2026-01-01, true
      APPOINTMENT, 2025-03-02T09:00:00-05:00, 2026-01-01, false
      APPOINTMENT, 2026-01-01T23:00:00-05:00, 2026-01-01, false
      APPOINTMENT, -,                         2026-01-01, false
      APPOINTMENT, 2026,                      2026-01-01, false
      APPOINTMENT, someday soon,              2026-01-01, false
      APPOINTMENT, 2025-03-02T09:00:00-05:00, -,          true
      """)
  void whatIsOlderThanTheStartDepthIsNotLookedFor(RecordType type, String start, LocalDate depth, boolean listed) {
    StoredRecord own = record(type, Ending.ACTIVE, "1", 100L, start == null ? Map.of() : Map.of("start", start));
    assertEquals(listed, Reconcile.isListed(own, NIGHT, Optional.ofNullable(depth)));
  }

  @Test
  void whatHasEndedOrWasFetchedSinceIsNotLookedFor() {
    for (Ending ending : Ending.values()) {
      assertEquals(ending == Ending.ACTIVE,
          Reconcile.isListed(record(RecordType.PATIENT, ending, "1", 100L, Map.of()), NIGHT, Optional.empty()));
    }
    StoredRecord own = record(RecordType.PATIENT, Ending.ACTIVE, "1", 100L, Map.of());
    assertEquals(false, Reconcile.isListed(own, Instant.ofEpochMilli(own.fetchStart()), Optional.empty()));
  }

  @Test
  void aListingGoesOnToItsEndAndThenOurRecordsAreHeldAgainstIt() {
    var next = Optional.of(URI.create("https://ehr.example/fhir/Patient?page=2"));
    Checkpoint second = at(next.map(URI::toString), 1, Walk.START);
    assertEquals(new ReconcileDecision.GoOn(second), Reconcile.listed(BEGUN, page(next), patience(NIGHT)));
    Checkpoint held = at(Optional.empty(), 2, held(Optional.empty()));
    assertEquals(new ReconcileDecision.GoOn(held), Reconcile.listed(second, page(Optional.empty()), patience(NIGHT)));

    Checkpoint more = at(Optional.empty(), 3, held(Optional.of("c1")));
    assertEquals(new ReconcileDecision.GoOn(more), Reconcile.held(held, Optional.of("c1"), Optional.empty(), patience(NIGHT)));
    assertEquals(new ReconcileDecision.End(Optional.of(Gap.START_DEPTH)),
        Reconcile.held(more, Optional.empty(), Optional.of(Gap.START_DEPTH), patience(NIGHT)));
  }

  @Test
  void whatIsNotDoneByMorningEndsAndSaysWhy() {
    Reconcile.Patience morning = patience(NIGHT.plus(Duration.ofHours(6)));
    Checkpoint held = at(Optional.empty(), 2, held(Optional.empty()));
    ReconcileDecision outOfTime = new ReconcileDecision.End(Optional.of(Gap.OUT_OF_TIME));
    assertEquals(outOfTime, Reconcile.listed(BEGUN, page(Optional.of(URI.create("https://ehr.example/2"))), morning));
    assertEquals(outOfTime, Reconcile.held(held, Optional.of("c1"), Optional.empty(), morning));
    assertEquals(new ReconcileDecision.End(Optional.empty()), Reconcile.held(held, Optional.empty(), Optional.empty(), morning));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aFailedPageEndsNothingTooSoonAndNothingNever(Kind kind) {
    Checkpoint second = at(Optional.of("https://ehr.example/fhir/Patient?page=2"), 1, Walk.START);
    ReconcileDecision decision = Reconcile.listed(second, failed(kind), patience(NIGHT));
    switch (kind) {
      case UNREACHABLE, THROTTLED, UNAUTHENTICATED, BROKEN, SERVER_ERROR -> {
        var fail = (ReconcileDecision.Fail) decision;
        assertEquals(second.next(), fail.checkpoint().next());
        assertEquals(NIGHT.plusSeconds(30), fail.due());
      }
      case FORBIDDEN, NOT_FOUND, GONE, CONFLICT, PRECONDITION, REFUSED, MALFORMED, TOO_LATE -> {
        var again = (ReconcileDecision.Again) decision;
        assertEquals(0, again.checkpoint().pages());
        assertEquals(Optional.empty(), again.checkpoint().next());
        assertEquals(new ReconcileDecision.End(Optional.of(Gap.SEARCH_FAILED)),
            Reconcile.listed(at(second.next(), 1, again.checkpoint().walk()), failed(kind), patience(NIGHT)), "but once");
      }
    }
    assertEquals(kind.ehrAway(), !(Reconcile.listed(BEGUN, failed(kind), patience(NIGHT)) instanceof ReconcileDecision.End));
    boolean ends = Reconcile.listed(BEGUN, failed(kind), patience(NIGHT.plus(Duration.ofHours(6)))) instanceof ReconcileDecision.End;
    assertEquals(true, ends, "no comparison goes on for ever");
  }

  @Test
  void aPageThatIsNeverMadeEndsItAndAPageThatFollowsItselfToo() {
    Checkpoint third = at(Optional.of("https://ehr.example/3"), 2, new Walk(Optional.empty(), Optional.empty(), 2, 0));
    assertEquals(new ReconcileDecision.End(Optional.of(Gap.SEARCH_FAILED)),
        Reconcile.listed(third, failed(Kind.SERVER_ERROR), patience(NIGHT)));
    Checkpoint again = at(third.next(), 2, new Walk(Optional.empty(), Optional.empty(), 0, 1));
    assertEquals(new ReconcileDecision.End(Optional.of(Gap.SEARCH_FAILED)),
        Reconcile.listed(again, page(again.next().map(URI::create)), patience(NIGHT)));
  }

  private static Walk held(Optional<String> cursor) {
    return new Walk(cursor, Optional.of("held"), 0, 0);
  }

  private static Checkpoint at(Optional<String> next, int pages, Walk walk) {
    return new Checkpoint(Optional.empty(), Optional.of(NIGHT), next, Optional.empty(), pages, 0, walk);
  }

  private static EhrResult<EhrPage> page(Optional<URI> next) {
    return new EhrResult.Done<>(new EhrPage(List.of(), next, Optional.empty()));
  }

  private static EhrResult<EhrPage> failed(Kind kind) {
    return new EhrResult.Failed<>(EhrFailure.of(kind));
  }

  private static Reconcile.Patience patience(Instant now) {
    return new Reconcile.Patience(3, now, now.plusSeconds(30), now.plusSeconds(3600), NIGHT.plus(Duration.ofHours(6)));
  }

  private static EhrPage.Entry entry(String id, String version, Long at) {
    String meta = version == null ? "" : ",\"meta\":{\"versionId\":\"" + version + "\"}";
    return new EhrPage.Entry("Patient", id, Optional.ofNullable(at).map(Instant::ofEpochMilli),
        ("{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"" + meta + "}").getBytes(StandardCharsets.UTF_8));
  }

  private static StoredRecord record(RecordType type, Ending ending, String version, Long lastUpdated, Map<String, Object> fields) {
    return new StoredRecord("elm", type, "name", new StoredRecord.Source("fhir", "Patient", "p1", version == null ? "" : version),
        lastUpdated == null ? OptionalLong.empty() : OptionalLong.of(lastUpdated), 1000, Instant.EPOCH, "hash", "invented@1.0.0",
        fields, List.of(), Set.of(), ending, "", false, 0);
  }
}
