package io.mediflow.changemapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.changemapping.ChangeMappingDecision.Fetch;
import io.mediflow.changemapping.ChangeMappingDecision.Keep;
import io.mediflow.changemapping.ChangeMappingDecision.Store;
import io.mediflow.changemapping.ChangeMappingDecision.Touch;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.record.StoredRecord.Ending;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeMappingTest {

  /** The record that is there: content a, lastUpdated 100, fetched at 1000, version 7. */
  private static final StoredRecord CURRENT = record("a", OptionalLong.of(100), 1000, Ending.ACTIVE, true, 7);

  @ParameterizedTest
  @CsvSource({
    // content, lastUpdated (0: none), fetchStart, fetched or pushed, what is done
    "b, 101, 900, fetched, Store",
    "b, 101, 900, pushed, Store",
    "a, 101, 900, fetched, Touch",
    "b, 99, 2000, fetched, Keep",
    "b, 99, 2000, pushed, Keep",
    "a, 100, 1001, fetched, Touch",
    "a, 100, 1001, pushed, Touch",
    "a, 100, 1000, fetched, Keep",
    "a, 100, 999, fetched, Keep",
    "b, 100, 1001, fetched, Store",
    "b, 100, 1000, fetched, Fetch",
    "b, 100, 999, fetched, Fetch",
    "b, 100, 1001, pushed, Fetch",
    "b, 0, 1001, fetched, Store",
    "b, 0, 999, fetched, Keep",
    "a, 0, 1001, fetched, Touch",
    "b, 0, 1001, pushed, Fetch",
    "a, 0, 1001, pushed, Fetch",
  })
  void newerLastUpdatedWinsThenTheLaterFetchAndWhereThatCannotBeKnownTheEhrIsAsked(
      String content, long lastUpdated, long fetchStart, String how, String expected) {
    var candidate = present(content, lastUpdated, fetchStart, how);
    assertEquals(expected, ChangeMapping.decide(candidate, Optional.of(CURRENT)).getClass().getSimpleName());
  }

  @Test
  void whatIsStoredCarriesTheVersionThatWasRead() {
    var store = assertInstanceOf(Store.class, decide(present("b", 101, 900, "fetched"), CURRENT));
    assertEquals(7, store.next().version());
    assertEquals(OptionalLong.of(101), store.next().lastUpdated());
    assertEquals(900, store.next().fetchStart());
  }

  @Test
  void aTouchMovesTimesForwardOnly() {
    var touch = assertInstanceOf(Touch.class, decide(present("a", 101, 900, "fetched"), CURRENT));
    assertEquals(OptionalLong.of(101), touch.seen().lastUpdated());
    assertEquals(1000, touch.seen().fetchStart());
    var undated = assertInstanceOf(Touch.class, decide(present("a", 0, 2000, "fetched"), CURRENT));
    assertEquals(OptionalLong.of(100), undated.seen().lastUpdated());
    assertEquals(2000, undated.seen().fetchStart());
    assertEquals("a", undated.seen().contentHash());
  }

  @Test
  void theFirstSightIsStoredUnlessItWasPushedWithoutATime() {
    assertEquals(0, assertInstanceOf(Store.class, ChangeMapping.decide(present("a", 100, 1, "pushed"), Optional.empty())).next().version());
    assertInstanceOf(Store.class, ChangeMapping.decide(present("a", 0, 1, "fetched"), Optional.empty()));
    assertInstanceOf(Fetch.class, ChangeMapping.decide(present("a", 0, 1, "pushed"), Optional.empty()));
  }

  @Test
  void aMarkThatWasLeftIsFound() {
    StoredRecord untold = record("a", OptionalLong.of(100), 1000, Ending.ACTIVE, false, 7);
    assertTrue(assertInstanceOf(Keep.class, decide(present("a", 100, 1000, "pushed"), untold)).untold());
    assertTrue(assertInstanceOf(Touch.class, decide(present("a", 100, 1001, "pushed"), untold)).untold());
    assertTrue(assertInstanceOf(Keep.class, decide(present("b", 99, 1001, "pushed"), untold)).untold());
    assertFalse(assertInstanceOf(Keep.class, decide(present("a", 100, 1000, "pushed"), CURRENT)).untold());
  }

  @Test
  void aDeletedRecordKeepsItsFieldsAndItsTimeAndOnlyALaterFetchRevivesIt() {
    var deleted = assertInstanceOf(Store.class, decide(gone(1001), CURRENT)).next();
    assertEquals(Ending.DELETED, deleted.ending());
    assertEquals(CURRENT.fields(), deleted.fields());
    assertEquals(CURRENT.lastUpdated(), deleted.lastUpdated());
    assertEquals(7, deleted.version());

    assertInstanceOf(Keep.class, decide(gone(2000), deleted));
    assertInstanceOf(Fetch.class, decide(present("b", 200, 2000, "pushed"), deleted));
    assertInstanceOf(Keep.class, decide(present("b", 200, 1001, "fetched"), deleted));
    assertEquals(Ending.ACTIVE, assertInstanceOf(Store.class, decide(present("b", 200, 1002, "fetched"), deleted)).next().ending());
  }

  @Test
  void whatIsNotShownAnyMoreKeepsItsFieldsUntilALaterFetchShowsItOrADeletionIsProved() {
    var unseen = assertInstanceOf(Store.class, decide(notVisible(1001), CURRENT)).next();
    assertEquals(Ending.NOT_VISIBLE, unseen.ending());
    assertEquals(CURRENT.fields(), unseen.fields());

    assertInstanceOf(Keep.class, decide(notVisible(2000), unseen));
    assertInstanceOf(Fetch.class, decide(notVisible(999), CURRENT));
    assertInstanceOf(Fetch.class, decide(present("b", 200, 2000, "pushed"), unseen));
    assertEquals(Ending.ACTIVE, assertInstanceOf(Store.class, decide(present("a", 100, 1002, "fetched"), unseen)).next().ending());
    var deleted = assertInstanceOf(Store.class, decide(gone(1002), unseen)).next();
    assertEquals(Ending.DELETED, deleted.ending());
    assertInstanceOf(Keep.class, decide(notVisible(2000), deleted));
  }

  @Test
  void aDeletionThatWasSeenBeforeTheRecordWasFetchedIsAskedAgain() {
    assertInstanceOf(Fetch.class, decide(gone(999), CURRENT));
    assertEquals(Ending.DELETED, assertInstanceOf(Store.class, ChangeMapping.decide(gone(1), Optional.empty())).next().ending());
  }

  private static ChangeMappingDecision decide(Candidate candidate, StoredRecord current) {
    return ChangeMapping.decide(candidate, Optional.of(current));
  }

  private static Candidate present(String content, long lastUpdated, long fetchStart, String how) {
    var dated = lastUpdated == 0 ? OptionalLong.empty() : OptionalLong.of(lastUpdated);
    return new Candidate.Present(record(content, dated, fetchStart, Ending.ACTIVE, false, 0), how.equals("pushed"));
  }

  private static Candidate notVisible(long fetchStart) {
    return new Candidate.Gone(record("not visible", OptionalLong.empty(), fetchStart, Ending.NOT_VISIBLE, false, 0));
  }

  private static Candidate gone(long fetchStart) {
    return new Candidate.Gone(record("deleted", OptionalLong.empty(), fetchStart, Ending.DELETED, false, 0));
  }

  private static StoredRecord record(
      String content, OptionalLong lastUpdated, long fetchStart, Ending ending, boolean published, long version) {
    return new StoredRecord("elm", RecordType.PATIENT, "r1", new StoredRecord.Source("fhir", "Patient", "p1", "1"), lastUpdated,
        fetchStart, Instant.ofEpochMilli(fetchStart), content, "invented@1.0.0", Map.of("familyName", content), List.of(), Set.of(),
        ending, "", published, version);
  }
}
