package io.mediflow.changemapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Change;
import io.mediflow.model.record.Quarantined;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.record.StoredRecord.Ending;
import io.mediflow.packages.EhrPackage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A feed tells that the EHR made one chart of two; what FHIR and the feed say of both comes in every order. */
class MergedTest {

  private static final String LOVELACE = "Lovelace^Ada^^^^^L||19800502|F|||1 Elm St^^Boston^MA^02139^USA^H||(617)555-0199^PRN^PH";
  private static final String LOVELASE = "Lovelase^Ada^^^^^L||19800502|F|||9 Oak St^^Salem^MA^01970^USA^H||(617)555-0142^PRN^PH";
  private static final String START = "20260323093000-0400";

  /** Chart M2 is merged into M1; FHIR and the feed tell of an appointment of M2. */
  private static List<Change> story(JoinedBench bench) {
    return List.of(
        bench.patient("p1", "M1", "Lovelace", "ada@example.org"),
        bench.patient("p2", "M2", "Lovelase", "lovelase@example.org"),
        bench.appointment("a2", "A2", "p2", "booked"),
        JoinedBench.siu("S12", "20260301090000", "A2", "M2", START),
        JoinedBench.merge("A40", "20260302080000", "M1", "M2^^^A^MR", LOVELACE),
        JoinedBench.adt("A08", "20260303080000", "M2", LOVELASE));
  }

  @ParameterizedTest
  @MethodSource("io.mediflow.changemapping.JoinedBench#packages")
  void inEveryOrderOneChartIsLeftAndWhatReferredToTheOtherFollows(EhrPackage ehr) {
    Set<List<Map<String, Object>>> ends = new HashSet<>();
    for (List<Integer> order : JoinedBench.permutations(6)) {
      JoinedBench bench = new JoinedBench(ehr);
      List<Change> story = story(bench);
      order.forEach(one -> bench.deliver(story.get(one)));

      assertMerged(bench, order.toString());
      ends.add(bench.state());
    }
    assertEquals(1, ends.size(), ends::toString);
  }

  private static void assertMerged(JoinedBench bench, String order) {
    StoredRecord left = bench.one(RecordType.PATIENT);
    assertEquals("ada@example.org", left.fields().get("email"), order);
    assertEquals("Boston", left.fields().get("city"), "what is said under the former number is not said of the one left");
    assertEquals(left.id(), bench.one(RecordType.APPOINTMENT).fields().get("patient"), order);
    List<StoredRecord> given = bench.all(RecordType.PATIENT, Ending.MERGED);
    assertEquals(Set.of(left.id()), bench.successors(RecordType.PATIENT), order);
    for (String id : List.of(bench.fhirId(RecordType.PATIENT, "p2"), bench.feedId(RecordType.PATIENT, "M2"))) {
      assertEquals(left.id(), Leads.of(bench.room.crosswalk, "yew", Set.of(id)).end(id), "the old id is still resolved");
    }
    assertTrue(given.stream().allMatch(one -> bench.room.events.published.stream().anyMatch(event ->
        event.id().equals(one.id()) && event.ending() == Ending.MERGED && event.successor().equals(left.id()))), order);
    assertEquals(List.of(), bench.quarantined(), order);
    assertTrue(bench.room.records.all().stream().allMatch(StoredRecord::published), order);
  }

  @ParameterizedTest
  @MethodSource("io.mediflow.changemapping.JoinedBench#seeds")
  void doubledMixedUpAndKilledAnywhereTheyEndTheSame(long seed) {
    Random random = new Random(seed);
    EhrPackage ehr = seed % 2 == 0 ? JoinedBench.CREATES : JoinedBench.WAITS;
    JoinedBench bench = new JoinedBench(ehr);
    bench.deliverInDisorder(story(bench), random);

    assertMerged(bench, "seed " + seed);
    JoinedBench wanted = new JoinedBench(ehr);
    wanted.deliver(story(wanted).toArray(Change[]::new));
    assertEquals(wanted.state(), bench.state());
  }

  @ParameterizedTest
  @MethodSource("io.mediflow.changemapping.JoinedBench#packages")
  void aChainOfMergesLeadsToItsEndInEveryOrder(EhrPackage ehr) {
    for (List<Integer> order : JoinedBench.permutations(6)) {
      JoinedBench bench = new JoinedBench(ehr);
      List<Change> story = List.of(
          bench.patient("p1", "M1", "Lovelace", "ada@example.org"),
          bench.patient("p2", "M2", "Lovelase", "lovelase@example.org"),
          bench.patient("p3", "M3", "Lovelaze", "lovelaze@example.org"),
          bench.appointment("a3", "A3", "p3", "booked"),
          JoinedBench.merge("A40", "20260302080000", "M2", "M3^^^A^MR", LOVELASE),
          JoinedBench.merge("A40", "20260302090000", "M1", "M2^^^A^MR", LOVELACE));
      order.forEach(one -> bench.deliver(story.get(one)));

      StoredRecord left = bench.one(RecordType.PATIENT);
      assertEquals("ada@example.org", left.fields().get("email"));
      assertEquals(left.id(), bench.one(RecordType.APPOINTMENT).fields().get("patient"), order::toString);
      assertEquals(Set.of(left.id()), bench.successors(RecordType.PATIENT), order::toString);
      assertEquals(List.of(), bench.quarantined(), order::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("io.mediflow.changemapping.JoinedBench#packages")
  void aMergeThatFhirTellsBesideTheFeedIsTheSameMergeInEveryOrder(EhrPackage ehr) {
    Set<List<Map<String, Object>>> ends = new HashSet<>();
    for (List<Integer> order : JoinedBench.permutations(6)) {
      JoinedBench bench = new JoinedBench(ehr);
      List<Change> story = List.of(
          bench.patient("p1", "M1", "Lovelace", "ada@example.org"),
          bench.patient("p2", "M2", "Lovelase", "lovelase@example.org"),
          bench.appointment("a2", "A2", "p2", "booked"),
          JoinedBench.siu("S12", "20260301090000", "A2", "M2", START),
          JoinedBench.merge("A40", "20260302080000", "M1", "M2^^^A^MR", LOVELACE),
          bench.replaced("p2", "M2", "p1"));
      order.forEach(one -> bench.deliver(story.get(one)));

      assertMerged(bench, order.toString());
      ends.add(bench.state());
    }
    assertEquals(1, ends.size(), ends::toString);
  }

  @ParameterizedTest
  @MethodSource("io.mediflow.changemapping.JoinedBench#packages")
  void aMergeThatFhirTellsTheOtherWayThanTheFeedWaitsForAPerson(EhrPackage ehr) {
    for (List<Integer> order : JoinedBench.permutations(4)) {
      JoinedBench bench = new JoinedBench(ehr);
      List<Change> story = List.of(
          bench.patient("p1", "M1", "Lovelace", "ada@example.org"),
          bench.patient("p2", "M2", "Lovelase", "lovelase@example.org"),
          JoinedBench.merge("A40", "20260302080000", "M1", "M2^^^A^MR", LOVELACE),
          bench.replaced("p1", "M1", "p2"));
      order.forEach(one -> bench.deliver(story.get(one)));

      assertEquals(1, bench.all(RecordType.PATIENT, Ending.ACTIVE).size(), order::toString);
      boolean seen = order.indexOf(1) < Math.max(order.indexOf(2), order.indexOf(3)); // else M2 may be a number that p2 took over
      List<String> reasons = bench.room.quarantine.page("yew", null, 100).items().stream().map(one -> one.reasons().toString()).toList();
      assertEquals(seen, !reasons.isEmpty(), order::toString);
      assertTrue(ehr == JoinedBench.WAITS || reasons.stream().allMatch(one -> one.contains("not undone by itself")), reasons::toString);
    }
  }

  @Test
  void aMergeThatFhirTellsIntoAnotherThanTheFeedWaitsForAPerson() {
    JoinedBench bench = new JoinedBench(JoinedBench.CREATES);
    bench.deliver(bench.patient("p1", "M1", "Lovelace", "ada@example.org"),
        bench.patient("p2", "M2", "Lovelase", "lovelase@example.org"), bench.patient("p3", "M3", "Lovelaze", "lovelaze@example.org"),
        JoinedBench.merge("A40", "20260302080000", "M1", "M2^^^A^MR", LOVELACE));
    Change elsewhere = bench.replaced("p2", "M2", "p3");
    bench.deliver(elsewhere);
    assertTrue(bench.reason(elsewhere).contains("into another before"), bench.reason(elsewhere));

    bench.deliver(JoinedBench.merge("A40", "20260303080000", "M1", "M3^^^A^MR", LOVELACE));
    assertEquals(List.of(), bench.quarantined(), "the two have turned out to be one");
  }

  @Test
  void whatAWorkerSetAsideThatDiedThenIsReleasedOnceItComesAgainAndIsTaken() {
    JoinedBench bench = new JoinedBench(JoinedBench.CREATES);
    Change first = bench.patient("p1", "M1", "Lovelace", "ada@example.org");
    Change second = bench.patient("p2", "M2", "Lovelase", "lovelase@example.org");
    Change fed = JoinedBench.merge("A40", "20260302080000", "M1", "M2^^^A^MR", LOVELACE);
    Change linked = bench.replaced("p2", "M2", "p1");
    Stream.of(fed, linked).forEach(one ->
        bench.room.quarantine.put(new Quarantined("yew", one.id(), bench.room.clock.instant(), "{}", List.of())));
    bench.deliver(first, second, fed, linked);
    assertEquals(List.of(), bench.quarantined());
  }

  @ParameterizedTest
  @MethodSource("io.mediflow.changemapping.JoinedBench#fewSeeds")
  void whatWasInDoubtAndKilledIsTakenOnceItIsTrue(long seed) {
    Random random = new Random(seed);
    JoinedBench bench = new JoinedBench(seed % 2 == 0 ? JoinedBench.CREATES : JoinedBench.WAITS);
    bench.deliverInDisorder(List.of(
        bench.patient("p1", "M1", "Lovelace", "ada@example.org"),
        bench.patient("p2", "M2", "Lovelase", "lovelase@example.org"),
        JoinedBench.merge("A40", "20260302080000", "M1", "M2^^^A^MR", LOVELACE),
        bench.replaced("p2", "M2", "p1")), random);
    assertEquals(List.of(), bench.quarantined());
    assertEquals(1, bench.all(RecordType.PATIENT, Ending.ACTIVE).size());
  }

  @Test
  void fhirAloneTellsAMergeByItsLink() {
    JoinedBench bench = new JoinedBench(JoinedBench.CREATES);
    bench.deliver(bench.patient("p1", "M1", "Lovelace", "ada@example.org"),
        bench.patient("p2", "M2", "Lovelase", "b@example.org"),
        bench.appointment("a2", "A2", "p2", "booked"));
    bench.deliver(bench.replaced("p2", "M2", "p1"));

    String left = bench.fhirId(RecordType.PATIENT, "p1");
    assertEquals(left, bench.one(RecordType.PATIENT).id());
    assertEquals(left, bench.one(RecordType.APPOINTMENT).fields().get("patient"));
    assertEquals(Set.of(left), bench.successors(RecordType.PATIENT));
    bench.deliver(JoinedBench.siu("S12", "20260301090000", "A3", "M2", START));
    assertTrue(bench.all(RecordType.APPOINTMENT, Ending.ACTIVE).stream()
        .allMatch(one -> one.fields().get("patient").equals(left)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A34", "A36", "A40"})
  void aFeedAloneTellsMergesToo(String event) {
    FeedBench bench = new FeedBench();
    bench.room.take(JoinedBench.adt("A04", "20260301080000", "M1", LOVELACE),
        JoinedBench.adt("A04", "20260301080000", "M2", LOVELASE),
        JoinedBench.siu("S12", "20260301090000", "A2", "M2", START),
        JoinedBench.merge(event, "20260302080000", "M1", "M2", LOVELACE));

    String left = bench.room.ids.recordId("yew", "feed", RecordType.PATIENT, "M1");
    String former = bench.room.ids.recordId("yew", "feed", RecordType.PATIENT, "M2");
    StoredRecord given = bench.room.records.find("yew", former).orElseThrow();
    assertEquals(Ending.MERGED, given.ending());
    assertEquals(left, given.successor());
    assertEquals(left, bench.fields(RecordType.APPOINTMENT).get("patient"));
  }

  @Test
  void theOneThatIsLeftMayTakeOverTheNumberThatWasGivenUp() {
    JoinedBench bench = new JoinedBench(JoinedBench.CREATES);
    story(bench).forEach(bench::deliver);
    bench.deliver(bench.patient("p1", "M2", "Lovelace", "new@example.org"));

    StoredRecord left = bench.one(RecordType.PATIENT);
    assertEquals("new@example.org", left.fields().get("email"));
    assertEquals(bench.fhirId(RecordType.PATIENT, "p1"), left.id());
    assertEquals(List.of(), bench.quarantined());
  }

  @Test
  void aNumberOfAnotherAuthorityIsNoneOfOursAndWaitsForAPerson() {
    JoinedBench bench = new JoinedBench(JoinedBench.CREATES);
    Change foreign = JoinedBench.merge("A40", "20260302080000", "M1", "M2^^^ELSEWHERE^MR", LOVELACE);
    bench.deliver(JoinedBench.adt("A04", "20260301080000", "M1", LOVELACE),
        JoinedBench.adt("A04", "20260301080000", "M2", LOVELASE), foreign);

    assertEquals(2, bench.all(RecordType.PATIENT, Ending.ACTIVE).size());
    assertTrue(bench.reason(foreign).contains("another assigning authority"), bench.reason(foreign));
  }

  @Test
  void mergesThatCannotBothBeTrueWaitForAPerson() {
    JoinedBench bench = new JoinedBench(JoinedBench.CREATES);
    Change back = JoinedBench.merge("A40", "20260303080000", "M2", "M1^^^A^MR", LOVELASE);
    Change elsewhere = JoinedBench.merge("A40", "20260303090000", "M3", "M2^^^A^MR", LOVELASE);
    bench.deliver(JoinedBench.merge("A40", "20260302080000", "M1", "M2^^^A^MR", LOVELACE), back, elsewhere);

    assertTrue(bench.reason(back).contains("not undone by itself"), bench.reason(back));
    assertTrue(bench.reason(elsewhere).contains("into another before"), bench.reason(elsewhere));
    assertEquals(2, bench.all(RecordType.PATIENT, Ending.ACTIVE).size(), "M1, and M3, of which the message tells too");
  }

  @Test
  void whoReferredToAChartThatOthersReferToManyTimesFollowsPageByPage() {
    JoinedBench bench = new JoinedBench(JoinedBench.CREATES);
    bench.deliver(JoinedBench.adt("A04", "20260301080000", "M1", LOVELACE));
    for (int number = 0; number < 60; number++) {
      bench.deliver(JoinedBench.siu("S12", "20260301090000", "A" + number, "M2", START));
    }
    bench.deliver(JoinedBench.merge("A40", "20260302080000", "M1", "M2^^^A^MR", LOVELACE));

    String left = bench.one(RecordType.PATIENT).id();
    List<StoredRecord> appointments = bench.all(RecordType.APPOINTMENT, Ending.ACTIVE);
    assertEquals(60, appointments.size());
    assertTrue(appointments.stream().allMatch(one -> one.fields().get("patient").equals(left)));
    assertEquals(RecordType.PATIENT, bench.find(bench.feedId(RecordType.PATIENT, "M2")).orElseThrow().type());
  }
}
