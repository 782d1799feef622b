package io.mediflow.changemapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.change.Change;
import io.mediflow.model.change.PendingFetch;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.Lane;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Quarantined;
import io.mediflow.model.record.RecordChanged;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.CodeSystems;
import io.mediflow.model.terminology.Concept;
import io.mediflow.model.terminology.Release;
import io.mediflow.model.terminology.TerminologyLoad;
import io.mediflow.testkit.ehr.MemoryEhr.Verb;
import io.mediflow.testkit.ehr.MemoryEhr;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangeMappingActTest {

  private final Bench bench = new Bench();

  @Test
  void aPushedResourceBecomesARecordAndIsTold() {
    bench.ehr.put(Bench.patient("p1", "Ærø"));
    assertEquals(Set.of(), bench.take(bench.pushed("p1")));
    StoredRecord stored = bench.record("p1").orElseThrow();
    assertEquals("Ærø", stored.fields().get("familyName"));
    assertEquals(new StoredRecord.Source("fhir", "Patient", "p1", "1"), stored.source());
    assertTrue(stored.published());
    assertTrue(stored.packageVersion().startsWith("smart-r4@1."));
    assertEquals(
        List.of(new RecordChanged("elm", RecordType.PATIENT, bench.recordId("p1"), 1, StoredRecord.Ending.ACTIVE)), bench.events.published);
    assertTrue(bench.ehr.calls().isEmpty(), "it came along, so it is not fetched");
  }

  @Test
  void aHintIsFetchedAndALargeBodyComesByReference() {
    bench.ehr.put(Bench.patient("p1", "One"));
    bench.ehr.put(Bench.patient("p2", "Two"));
    Change large = bench.polled("p2");
    String reference = bench.bodies.put("elm", large.body().getBytes(StandardCharsets.UTF_8));
    assertEquals(Set.of(), bench.take(bench.hint("p1"), large.byReference(reference)));
    assertEquals("One", bench.family("p1"));
    assertEquals("Two", bench.family("p2"));
    assertEquals(1, bench.ehr.calls(Verb.READ).size());
  }

  @Test
  void referencesBecomeRecordIds() {
    bench.ehr.put("""
        {"resourceType":"Coverage","id":"c1","status":"active","beneficiary":{"reference":"Patient/p1"},"payor":[{"display":"Payer"}]}""");
    bench.take(new Change("x", Change.Origin.NOTIFICATION, "elm", "fhir", "Coverage", "c1", null, null, bench.clock.millis(), 0));
    String id = bench.ids.recordId("elm", "fhir", RecordType.COVERAGE, "c1");
    assertEquals(bench.recordId("p1"), bench.records.find("elm", id).orElseThrow().fields().get("patient"));
  }

  @Test
  void aCodeThatTheLoadedReleaseLacksIsMarked() {
    try (TerminologyLoad load = bench.terminology.begin("cvx")) {
      load.put(List.of(new Concept(new Code(CodeSystems.CVX, "08"), "Hep B", true, List.of())));
      load.finish(new Release.Origin("1", "file", "00", Optional.empty()), Bench.NOW);
    }
    for (String code : List.of("08", "9999")) {
      bench.ehr.put("""
          {"resourceType":"Immunization","id":"i%s","status":"completed","patient":{"reference":"Patient/p1"},"occurrenceDateTime":"2026-01-01",
           "vaccineCode":{"coding":[{"system":"http://hl7.org/fhir/sid/cvx","code":"%s"}]}}""".formatted(code, code));
      bench.take(new Change(code, Change.Origin.NOTIFICATION, "elm", "fhir", "Immunization", "i" + code, null, null, bench.clock.millis(), 0));
    }
    assertEquals(List.of(), problems("i08"));
    assertEquals(List.of(Problem.Category.CODE_INVALID), problems("i9999"));
  }

  private List<Problem.Category> problems(String immunization) {
    String id = bench.ids.recordId("elm", "fhir", RecordType.IMMUNIZATION, immunization);
    return bench.records.find("elm", id).orElseThrow().problems().stream().map(Problem::category).toList();
  }

  @Test
  void aDuplicateOnlyMovesTheFetchStart() {
    bench.ehr.put(Bench.patient("p1", "One"));
    bench.take(bench.pushed("p1"), bench.pushed("p1"));
    bench.clock.advance(Duration.ofMinutes(1));
    bench.take(bench.polled("p1"));
    StoredRecord stored = bench.record("p1").orElseThrow();
    assertEquals(1, stored.version());
    assertEquals(bench.clock.millis(), stored.fetchStart());
    assertEquals(1, bench.events.published.size());
  }

  @Test
  void whenTheBusIsAwayTheRedeliveryTells() {
    bench.ehr.put(Bench.patient("p1", "One"));
    Change change = bench.pushed("p1");
    Set<String> again = bench.act(bench.records, events -> {
      throw new IllegalStateException("the bus is away");
    }).take(Map.of("m0", change));
    assertEquals(Set.of("m0"), again);
    assertFalse(bench.record("p1").orElseThrow().published());

    assertEquals(Set.of(), bench.take(change));
    assertTrue(bench.record("p1").orElseThrow().published());
    assertEquals(1, bench.events.published.size());
  }

  @Test
  void anOutageLeavesPendingFetchesAndUsesNoReceives() {
    bench.ehr.put(Bench.patient("p1", "One"));
    bench.ehr.put(Bench.patient("p2", "Two"));
    bench.ehr.away(true);
    assertEquals(Set.of(), bench.take(bench.hint("p1"), bench.hint("p2")));
    assertEquals(1, bench.ehr.calls().size(), "the second is not tried once the first has waited");
    PendingFetch waiting = due(Duration.ofSeconds(15)).getFirst();
    assertEquals(1, waiting.change().attempts());
    assertEquals(2, due(Duration.ofSeconds(15)).size());

    bench.clock.advance(Duration.ofSeconds(15));
    bench.take(waiting.change());
    assertEquals(1, due(Duration.ofSeconds(29)).size(), "each further wait is twice as long");
    assertEquals(2, due(Duration.ofSeconds(30)).size());
    assertEquals(Bench.NOW, bench.pending.oldest("elm", EnumSet.allOf(RecordType.class)).get(RecordType.PATIENT));

    bench.ehr.away(false);
    bench.clock.advance(Duration.ofMillis(1));
    due(Duration.ofMinutes(5)).forEach(one -> bench.take(one.change()));
    assertEquals("One", bench.family("p1"));
    assertEquals("Two", bench.family("p2"));
    assertTrue(bench.pending.oldest("elm", EnumSet.allOf(RecordType.class)).isEmpty());
  }

  @Test
  void anOlderFetchLeavesWhatWasPutOffSinceItBegan() {
    bench.ehr.put(Bench.patient("p1", "One"));
    Change hint = bench.hint("p1");
    bench.ehr.beforeNext(Verb.READ, () -> {
      bench.clock.advance(Duration.ofSeconds(1)); // another worker has a newer hint, and gets no answer
      bench.pending.put(new PendingFetch("elm", bench.recordId("p1"), RecordType.PATIENT, hint, bench.clock.instant(),
          bench.clock.instant()));
    });
    bench.take(hint);
    assertEquals("One", bench.family("p1"));
    assertEquals(1, due(Duration.ZERO).size());
    bench.clock.advance(Duration.ofSeconds(1));
    bench.take(due(Duration.ZERO).getFirst().change());
    assertTrue(bench.pending.oldest("elm", EnumSet.allOf(RecordType.class)).isEmpty());
  }

  @Test
  void theEhrsWishToWaitIsKept() {
    Instant wish = Bench.NOW.plusSeconds(600);
    bench.ehr.put(Bench.patient("p1", "One"));
    bench.ehr.failNext(Verb.READ, new EhrFailure(Kind.THROTTLED, 429, List.of(), Optional.of(wish)));
    bench.take(bench.hint("p1"));
    assertTrue(due(Duration.ofSeconds(599)).isEmpty());
    assertEquals(1, due(Duration.ofSeconds(600)).size());
  }

  /** A budget that is spent for whom nobody waits for. */
  @Test
  void aPollThatMustWaitHoldsUpNoNotification() {
    bench.ehr.put(Bench.patient("p1", "One"));
    bench.ehr.put(Bench.patient("p2", "Two"));
    bench.ehr.failNext(Verb.READ, new EhrFailure(Kind.THROTTLED, 0, List.of(), Optional.of(Bench.NOW.plusSeconds(600))));
    bench.take(new Change("again", Change.Origin.PENDING_FETCH, "elm", "fhir", "Patient", "p1", null, null, 5, 1),
        bench.hint("p2"));
    assertEquals(List.of(Lane.SOON, Lane.URGENT), bench.ehr.calls(Verb.READ).stream().map(MemoryEhr.Call::lane).toList());
    assertEquals("Two", bench.family("p2"));
    assertTrue(due(Duration.ofSeconds(599)).isEmpty());
    assertEquals(1, due(Duration.ofSeconds(600)).size());
  }

  @Test
  void aPausedConnectionIsNotCalledAndItsChangesWait() {
    bench.ehr.put(Bench.patient("p1", "One"));
    bench.connections.put(Bench.connection("elm", true, 1));
    assertEquals(Set.of(), bench.take(bench.pushed("p1"), bench.hint("p1")));
    assertTrue(bench.ehr.calls().isEmpty());
    assertTrue(bench.records.all().isEmpty());
    assertEquals(1, due(Duration.ofMinutes(5)).size());
  }

  @Test
  void whatTheEhrHoldsButCannotBeMappedIsQuarantinedWithItsReasons() throws Exception {
    Change broken = new Change("c", Change.Origin.POLL, "elm", "fhir", "Coverage", "c1",
        "{\"resourceType\":\"Coverage\",\"id\":\"c1\",\"status\":\"active\"}", null, 5, 0); // of nobody
    assertEquals(Set.of(), bench.take(broken, broken));
    Quarantined item = bench.quarantined().getFirst();
    assertEquals(1, bench.quarantined().size());
    assertEquals(broken.id(), item.id());
    assertFalse(item.reasons().isEmpty());
    assertEquals(broken, new ObjectMapper().readValue(item.change(), Change.class), "it can be replayed");
    assertTrue(bench.ehr.calls().isEmpty());
  }

  @Test
  void aMalformedPushIsOutdoneByTheTrueResource() {
    bench.ehr.put(Bench.patient("p1", "One"));
    bench.take(bench.pushed("p1", "{\"resourceType\":\"Patient\","), bench.pushed("p1", Bench.patient("p9", "Other")));
    assertEquals("One", bench.family("p1"));
    assertTrue(bench.quarantined().isEmpty());
  }

  @Test
  void aMalformedPushThatNoFetchOutdoesIsKept() throws Exception {
    Change malformed = bench.pushed("p1", "{\"resourceType\":\"Patient\",");
    bench.take(malformed);
    Quarantined item = bench.quarantined().getFirst();
assertEquals(malformed, new ObjectMapper().readValue(item.change(), Change.class), "the body is kept");
    assertTrue(item.reasons().stream().anyMatch(one -> one.category() == Problem.Category.NOT_FOUND));

    bench.ehr.away(true);
    bench.take(bench.pushed("p2", "{"));
    assertEquals(2, bench.quarantined().size());
    assertEquals(1, due(Duration.ofSeconds(15)).size(), "and it is fetched when the EHR is back");
  }

  @Test
  void whatNamesNothingThatWeFollowIsKept() {
    Change nameless = new Change("n1", Change.Origin.NOTIFICATION, "elm", "fhir", null, null, "not JSON", null, 1, 0);
    Change device = new Change("n2", Change.Origin.NOTIFICATION, "elm", "fhir", "Device", "d1", null, null, 1, 0);
    assertEquals(Set.of(), bench.take(nameless, device));
    assertEquals(List.of("n1", "n2"), bench.quarantined().stream().map(Quarantined::id).toList());
    bench.quarantined().forEach(one -> assertFalse(one.reasons().isEmpty()));
  }

  @Test
  void aReplayThatSucceedsLeavesQuarantine() {
    Change hint = bench.hint("p1");
    bench.take(hint);
    assertEquals(1, bench.quarantined().size());
    bench.ehr.put(Bench.patient("p1", "One"));
    bench.take(new Change(hint.id(), Change.Origin.REPLAY, "elm", "fhir", "Patient", "p1", null, null, bench.clock.millis(), 0));
    assertTrue(bench.quarantined().isEmpty());
    assertEquals("One", bench.family("p1"));
  }

  @Test
  void aDeletionIsProvedByTheEhrAlone() {
    bench.ehr.put(Bench.patient("p1", "One"));
    Change late = bench.pushed("p1");
    bench.take(bench.pushed("p1"));
    bench.clock.advance(Duration.ofSeconds(1));
    bench.ehr.delete("Patient", "p1");
    bench.take(bench.hint("p1"));
    assertEquals(StoredRecord.Ending.DELETED, bench.record("p1").orElseThrow().ending());
    assertEquals(StoredRecord.Ending.DELETED, bench.events.published.getLast().ending());
    bench.take(late);
    assertEquals(StoredRecord.Ending.DELETED, bench.record("p1").orElseThrow().ending());
    assertEquals(2, bench.events.published.size());
  }

  @Test
  void whatTheEhrShowsNoMoreIsSaidSoAndComesBack() {
    bench.ehr.put(Bench.patient("p1", "One"));
    bench.take(bench.polled("p1"));
    bench.clock.advance(Duration.ofSeconds(1));
    bench.ehr.failNext(Verb.READ, Kind.NOT_FOUND);
    assertEquals(Set.of(), bench.take(bench.hint("p1")));
    assertEquals(StoredRecord.Ending.NOT_VISIBLE, bench.record("p1").orElseThrow().ending());
    assertEquals(StoredRecord.Ending.NOT_VISIBLE, bench.events.published.getLast().ending());
    assertEquals("One", bench.family("p1"));
    assertTrue(bench.quarantined().isEmpty());

    bench.clock.advance(Duration.ofSeconds(1));
    bench.take(bench.polled("p1"));
    assertEquals(StoredRecord.Ending.ACTIVE, bench.record("p1").orElseThrow().ending());
  }

  @Test
  void whatWasNeverSeenAndIsNotFoundIsQuarantined() {
    bench.take(bench.hint("p9"));
    assertEquals(Problem.Category.NOT_FOUND, bench.quarantined().getFirst().reasons().getFirst().category());
    assertTrue(bench.record("p9").isEmpty());
  }

  @Test
  void aRefusedReadIsQuarantinedAndDoesNotComeAgain() {
    bench.ehr.put(Bench.patient("p1", "One"));
    bench.ehr.failNext(Verb.READ, Kind.FORBIDDEN);
    assertEquals(Set.of(), bench.take(bench.hint("p1")));
    assertEquals(Problem.Category.SECURITY, bench.quarantined().getFirst().reasons().getFirst().category());
    assertTrue(due(Duration.ofDays(1)).isEmpty());
  }

  @Test
  void onePoisonedMessageFailsAlone() {
    bench.ehr.put(Bench.patient("p1", "One"));
    Change unknown = new Change("u", Change.Origin.POLL, "nobody", "fhir", "Patient", "p1", "{}", null, 1, 0);
    Change lost = bench.polled("p1").byReference("no such body");
    assertEquals(Set.of("m0", "m1"), bench.take(unknown, lost, bench.pushed("p1")));
    assertEquals("One", bench.family("p1"));
  }

  @Test
  void aResourceNestedWithoutMeasureHarmsNobody() {
    bench.ehr.put(Bench.patient("p1", "One"));
    String deep = "{\"resourceType\":\"Patient\",\"id\":\"p2\",\"extension\":[" + "{\"url\":\"u\",\"extension\":[".repeat(450)
        + "]}".repeat(450) + "]}";
    String deeper = "[".repeat(100_000);
    assertEquals(Set.of(), bench.take(bench.change(Change.Origin.POLL, "p2", deep), bench.change(Change.Origin.POLL, "p3", deeper), bench.polled("p1")));
    assertEquals("One", bench.family("p1"));
  }

  @Test
  void aMarkerIsSeen() {
    bench.take(Change.marker("marker", 5));
    assertEquals(Optional.of(Instant.ofEpochMilli(5)), bench.flows.lastMarker());
  }

  private List<PendingFetch> due(Duration in) {
    return bench.pending.due(bench.clock.instant().plus(in), null, 100).items();
  }
}
