package io.mediflow.changemapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Change;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.record.StoredRecord.Ending;
import io.mediflow.packages.EhrPackage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** FHIR and a feed of one practice speak of the same patient and appointment, in every order of arrival. */
class JoinedTest {

  private static final String LOVELACE = "Lovelace^Ada^^^^^L||19800502|F|||1 Elm St^^Boston^MA^02139^USA^H||(617)555-0199^PRN^PH";
  private static final String NO_PHONE = "Lovelace^Ada^^^^^L||19800502|F|||||\"\"^PRN^PH|(617)555-0177^WPN^PH";

  private static List<Change> story(JoinedBench bench) {
    return List.of(
        bench.patient("p1", "M1", "Lovelace", "ada@example.org"),
        bench.appointment("a1", "A1", "p1", "booked"),
        JoinedBench.adt("A04", "20260301080000", "M1", LOVELACE),
        JoinedBench.adt("A08", "20260302080000", "M1", NO_PHONE),
        JoinedBench.siu("S12", "20260301090000", "A1", "M1", "20260323093000-0400"),
        JoinedBench.siu("S13", "20260302090000", "A1", "M1", "20260324093000-0400"));
  }

  @ParameterizedTest
  @MethodSource("io.mediflow.changemapping.JoinedBench#packages")
  void inEveryOrderThereIsOnePatientAndOneAppointment(EhrPackage ehr) {
    Set<List<Map<String, Object>>> ends = new HashSet<>();
    for (List<Integer> order : JoinedBench.permutations(6)) {
      JoinedBench bench = new JoinedBench(ehr);
      List<Change> story = story(bench);
      order.forEach(one -> bench.deliver(story.get(one)));

      StoredRecord patient = bench.one(RecordType.PATIENT);
      StoredRecord appointment = bench.one(RecordType.APPOINTMENT);
      assertEquals(patient.id(), appointment.fields().get("patient"));
      assertEquals("ada@example.org", patient.fields().get("email"), "no message wipes what it does not speak of");
      assertNull(patient.fields().get("homePhone"), "the feed owns it and says that there is none");
      assertEquals("+16175550177", patient.fields().get("workPhone"));
      assertEquals("Of the chart.", appointment.fields().get("comment"));
      assertEquals("2026-03-24T09:30:00-04:00", appointment.fields().get("start"), "the feed owns it");
      assertEquals(List.of(), bench.quarantined());
      assertTrue(bench.room.records.all().stream().allMatch(StoredRecord::published));
      ends.add(bench.state());
    }
    assertEquals(1, ends.size(), ends::toString);
  }

  @ParameterizedTest
  @MethodSource("io.mediflow.changemapping.JoinedBench#seeds")
  void doubledMixedUpAndKilledAnywhereTheyEndTheSame(long seed) {
    Random random = new Random(seed);
    EhrPackage ehr = seed % 2 == 0 ? JoinedBench.CREATES : JoinedBench.WAITS;
    JoinedBench bench = new JoinedBench(ehr);
    bench.deliverInDisorder(story(bench), random);

    JoinedBench wanted = new JoinedBench(ehr);
    wanted.deliver(story(wanted).toArray(Change[]::new));
    assertEquals(wanted.state(), bench.state());
    assertEquals(List.of(), bench.quarantined());
    assertTrue(bench.room.records.all().stream().allMatch(StoredRecord::published));
  }

  @Test
  void thatOneInterfaceDoesNotShowARecordIsNoEndWhileAnotherTellsOfIt() {
    JoinedBench bench = new JoinedBench(JoinedBench.CREATES);
    bench.deliver(bench.patient("p1", "M1", "Lovelace", "ada@example.org"));
    bench.deliver(JoinedBench.adt("A04", "20260301080000", "M1", LOVELACE));
    StoredRecord whole = bench.one(RecordType.PATIENT);
    Contributions.Owners owners = new Contributions.Owners(List.of("fhir", "feed"), Map.of());
    Map<String, StoredRecord> parts = Contributions.parts(whole);
    assertEquals(2, parts.size());

    parts.computeIfPresent("fhir", (from, one) -> one.ended(Ending.NOT_VISIBLE, "", "gone"));
    assertEquals(Ending.ACTIVE, Contributions.merge(whole, parts, owners).ending());
    parts.computeIfPresent("feed", (from, one) -> one.ended(Ending.NOT_VISIBLE, "", "gone"));
    assertEquals(Ending.NOT_VISIBLE, Contributions.merge(whole, parts, owners).ending());
    parts.computeIfPresent("fhir", (from, one) -> one.ended(Ending.DELETED, "", "gone"));
    assertEquals(Ending.DELETED, Contributions.merge(whole, parts, owners).ending());
  }

  @Test
  void ofTwoEndingsTheOneThatProvesMoreHoldsWhoeverTellsIt() {
    JoinedBench bench = new JoinedBench(JoinedBench.CREATES);
    bench.deliver(bench.patient("p1", "M1", "Lovelace", "ada@example.org"));
    bench.deliver(JoinedBench.adt("A04", "20260301080000", "M1", LOVELACE));
    StoredRecord whole = bench.one(RecordType.PATIENT);
    Contributions.Owners owners = new Contributions.Owners(List.of("fhir", "feed"), Map.of());
    List<Ending> strongest = List.of(Ending.DELETED, Ending.MERGED, Ending.MOVED, Ending.ACTIVE, Ending.NOT_VISIBLE);
    assertEquals(Set.of(Ending.values()), Set.copyOf(strongest));
    for (Ending one : strongest) {
      for (Ending other : strongest) {
        Map<String, StoredRecord> parts = Contributions.parts(whole);
        parts.computeIfPresent("fhir", (from, part) -> part.ended(one, "", "ended"));
        parts.computeIfPresent("feed", (from, part) -> part.ended(other, "", "ended"));
        assertEquals(strongest.get(Math.min(strongest.indexOf(one), strongest.indexOf(other))),
            Contributions.merge(whole, parts, owners).ending(), one + " and " + other);
      }
    }
  }

  @Test
  void twoRecordsThatTurnOutToBeOneAreMergedAndWhatRefersToTheFirstFollows() {
    JoinedBench bench = new JoinedBench(JoinedBench.CREATES);
    bench.deliver(bench.patient("p1", "", "Lovelace", "ada@example.org"));
    bench.deliver(JoinedBench.adt("A04", "20260301080000", "M1", LOVELACE));
    for (int number = 0; number < 60; number++) {
      bench.deliver(JoinedBench.siu("S12", "20260301090000", "A" + number, "M1", "20260323093000-0400"));
    }
    String chart = bench.fhirId(RecordType.PATIENT, "p1");
    String told = bench.feedId(RecordType.PATIENT, "M1");
    assertEquals(2, bench.all(RecordType.PATIENT, Ending.ACTIVE).size());

    bench.deliver(bench.patient("p1", "M1", "Lovelace", "ada@example.org"));

    assertEquals(chart, bench.one(RecordType.PATIENT).id(), "the interface that is asked has it");
    assertEquals("+16175550199", bench.one(RecordType.PATIENT).fields().get("homePhone"));
    StoredRecord gone = bench.find(told).orElseThrow();
    assertEquals(Ending.MERGED, gone.ending());
    assertEquals(chart, gone.successor());
    assertTrue(bench.room.events.published.stream().anyMatch(
        one -> one.id().equals(told) && one.ending() == Ending.MERGED && one.successor().equals(chart)));
    List<StoredRecord> appointments = bench.all(RecordType.APPOINTMENT, Ending.ACTIVE);
    assertEquals(60, appointments.size());
    assertTrue(appointments.stream().allMatch(one -> one.fields().get("patient").equals(chart)));
    assertTrue(bench.room.records.all().stream().allMatch(StoredRecord::published));

    bench.deliver(JoinedBench.adt("A08", "20260303080000", "M1", NO_PHONE));
    assertNull(bench.one(RecordType.PATIENT).fields().get("homePhone"), "the feed speaks of the one that is left");
  }

  @Test
  void whatNobodyElseHasToldOfWaitsAndComesByItself() {
    JoinedBench bench = new JoinedBench(JoinedBench.WAITS);
    Change registered = JoinedBench.adt("A04", "20260301080000", "M1", LOVELACE);
    bench.deliver(registered, registered);
    assertEquals(List.of(registered.id()), bench.quarantined());
    assertEquals(List.of(), bench.room.records.all());
    assertTrue(bench.room.quarantine.find("yew", registered.id()).orElseThrow().reasons().getFirst().remedy().contains("No other interface"));

    bench.deliver(bench.patient("p1", "M1", "Lovelace", "ada@example.org"));

    assertEquals(List.of(), bench.quarantined());
    assertEquals("Boston", bench.one(RecordType.PATIENT).fields().get("city"), "the chart has none, the feed has");
  }

  @Test
  void twoChartsOfOneInterfaceWithOneNumberStayTwoAndSayIt() {
    JoinedBench bench = new JoinedBench(JoinedBench.CREATES);
    bench.deliver(bench.patient("p1", "M1", "Lovelace", "ada@example.org"), bench.patient("p2", "M1", "Byron", "b@example.org"),
        JoinedBench.adt("A04", "20260301080000", "M1", LOVELACE));

    assertEquals(2, bench.all(RecordType.PATIENT, Ending.ACTIVE).size());
    assertEquals("Boston", bench.find(bench.fhirId(RecordType.PATIENT, "p1")).orElseThrow().fields().get("city"));
    StoredRecord second = bench.find(bench.fhirId(RecordType.PATIENT, "p2")).orElseThrow();
    assertFalse(second.fields().containsKey("city"));
    assertTrue(second.problems().stream().anyMatch(one -> one.remedy().contains("same identifier")), second.problems()::toString);
  }

  @Test
  void whatAPackageTakesFromAnotherInterfaceAloneIsLeftOut() {
    JoinedBench bench = new JoinedBench(JoinedBench.CREATES);
    String withCoverage = FeedBench.golden("adt-a04-registration-two-insurances-guarantor");
    bench.deliver(FeedBench.posted(withCoverage, bench.room.clock.millis()));
    assertEquals(1, bench.all(RecordType.PATIENT, Ending.ACTIVE).size());
    assertEquals(0, bench.all(RecordType.COVERAGE, Ending.ACTIVE).size());
    assertEquals(List.of(), bench.quarantined());
  }
}
