package io.mediflow.changemapping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeIds;
import io.mediflow.model.change.RosterStore.Kind;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a connection comes to follow whose package lists anew; Bench.NOW is 7 in the morning of March 2 in New York. */
class FollowingTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

  private final Bench bench = new Bench();

  FollowingTest() {
    bench.connections.put(new Connection("oak", "Practice oak", "epic", 1, ZoneId.of("America/New_York"), List.of(
        new EhrInterface("fhir", URI.create("https://ehr.example/fhir"), "client", "key-1", List.of(), "")), false, 0));
  }

  @Test
  void anAppointmentBringsItsPatientPractitionerAndLocationAndItsDayIsHot() {
    bench.take(appointment(Change.Origin.POLL, "2026-03-04T00:30:00Z", "booked"));

    assertEquals(List.of("p1"), followed(Kind.PATIENT));
    assertEquals(List.of("d1"), followed(Kind.PRACTITIONER));
    assertEquals(List.of("l1"), followed(Kind.LOCATION));
    assertEquals(List.of(), hot(TODAY));
    assertEquals(List.of("p1"), hot(TODAY.plusDays(1)), "March 3 in the practice's zone");
  }

  @ParameterizedTest
  @CsvSource({"2026-03-01T15:00:00Z, booked, p1", "2026-02-28T15:00:00Z, booked,", "2026-03-03T15:00:00Z, cancelled,"})
  void onlyWhatMattersNowIsHot(String start, String status, String patient) {
    bench.take(appointment(Change.Origin.POLL, start, status));

    assertEquals(List.of("p1"), followed(Kind.PATIENT));
    assertEquals(patient == null ? List.of() : List.of(patient),
        bench.roster.hot("oak", "fhir", TODAY.minusDays(10), TODAY.plusDays(10)));
  }

  @Test
  void anEncounterOfTodayMakesItsPatientHot() {
    bench.take(change(Change.Origin.POLL, "Encounter", "e1", """
        {"resourceType":"Encounter","id":"e1","status":"in-progress","class":{"code":"AMB"},"subject":{"reference":"Patient/p7"},
        "period":{"start":"2026-03-02T11:00:00Z"}}"""));

    assertEquals(List.of("p7"), hot(TODAY));
  }

  @ParameterizedTest
  @CsvSource({"NOTIFICATION, p2", "READ_BACK, p2", "POLL,"})
  void anEventMakesItsPatientHotTodayAndAListingDoesNot(Change.Origin origin, String patient) {
    bench.ehr.put(Bench.patient("p2", "Two"));
    bench.take(change(origin, "Patient", "p2", Bench.patient("p2", "Two")));

    assertEquals(List.of("p2"), followed(Kind.PATIENT));
    assertEquals(patient == null ? List.of() : List.of(patient), hot(TODAY));
  }

  @Test
  void aPatientWhoIsGoneForGoodIsFollowedNoMore() {
    bench.ehr.put(Bench.patient("p2", "Two"));
    bench.take(change(Change.Origin.POLL, "Patient", "p2", Bench.patient("p2", "Two")));
    bench.clock.advance(Duration.ofSeconds(1));
    bench.ehr.delete("Patient", "p2");
    bench.take(change(Change.Origin.NOTIFICATION, "Patient", "p2", null));

    assertEquals(List.of(), followed(Kind.PATIENT));
  }

  @Test
  void inThePlaceOfAChartThatWasMergedTheOneThatIsLeftIsFollowed() {
    bench.take(change(Change.Origin.POLL, "Patient", "p2", Bench.patient("p2", "Two")));
    bench.clock.advance(Duration.ofSeconds(1));
    bench.take(change(Change.Origin.POLL, "Patient", "p2", """
        {"resourceType":"Patient","id":"p2","active":false,
        "link":[{"type":"replaced-by","other":{"reference":"Patient/p1"}}]}"""));

    assertEquals(List.of("p1"), followed(Kind.PATIENT));
  }

  @Test
  void anInterfaceThatTellsWhatChangedNeedsNoRoster() {
    bench.ehr.put(Bench.patient("p3", "Three"));
    bench.take(bench.polled("p3"));

    assertEquals(List.of(), bench.roster.page("elm", "fhir", Kind.PATIENT, null, 10).items());
  }

  private List<String> followed(Kind kind) {
    return bench.roster.page("oak", "fhir", kind, null, 10).items();
  }

  private List<String> hot(LocalDate day) {
    return bench.roster.hot("oak", "fhir", day, day);
  }

  private Change appointment(Change.Origin origin, String start, String status) {
    return change(origin, "Appointment", "a1", """
        {"resourceType":"Appointment","id":"a1","status":"%s","start":"%s","end":"%s","participant":[
        {"actor":{"reference":"Patient/p1"},"status":"accepted"},{"actor":{"reference":"Practitioner/d1"},"status":"accepted"},
        {"actor":{"reference":"Location/l1"},"status":"accepted"}]}""".formatted(status, start, start));
  }

  private Change change(Change.Origin origin, String type, String id, String body) {
    byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    return new Change(ChangeIds.of("oak", "fhir", type, id, bytes), origin, "oak", "fhir", type, id, body, null, bench.clock.millis(), 0);
  }
}
