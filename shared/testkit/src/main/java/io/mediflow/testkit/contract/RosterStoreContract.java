package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.model.change.RosterStore;
import io.mediflow.model.change.RosterStore.Kind;
import io.mediflow.model.store.Page;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every keeper of rosters does. */
public abstract class RosterStoreContract {

  private static final LocalDate TODAY = LocalDate.parse("2026-03-02");

  private final String connection = Samples.connection();

  protected abstract RosterStore store();

  @Test
  void followsEachOnceAndListsThemAscendingPageByPage() {
    RosterStore store = store();
    store.follow(connection, "fhir", Kind.PATIENT, List.of("p3", "p1", "p1"));
    store.follow(connection, "fhir", Kind.PATIENT, List.of("p2", "p3"));
    store.follow(connection, "fhir", Kind.PATIENT, List.of());
    assertEquals(List.of("p1", "p2", "p3"), all(store, Kind.PATIENT));
    assertEquals(new Page<>(List.of("p1", "p2"), Optional.of("p2")),
        store.page(connection, "fhir", Kind.PATIENT, null, 2));
    assertEquals(Optional.empty(), store.page(connection, "fhir", Kind.PATIENT, null, 3).cursor());
  }

  @Test
  void keepsConnectionsInterfacesAndKindsApart() {
    RosterStore store = store();
    store.follow(connection, "fhir", Kind.PATIENT, List.of("a"));
    store.follow(connection, "fhir", Kind.PRACTITIONER, List.of("b"));
    store.follow(connection, "other", Kind.PATIENT, List.of("c"));
    store.follow(Samples.connection(), "fhir", Kind.PATIENT, List.of("d"));
    assertEquals(List.of("a"), all(store, Kind.PATIENT));
    assertEquals(List.of("b"), all(store, Kind.PRACTITIONER));
    assertEquals(List.of(), all(store, Kind.LOCATION));
  }

  @Test
  void goesOnBehindOneThatIsFollowedNoMore() {
    RosterStore store = store();
    store.follow(connection, "fhir", Kind.LOCATION, List.of("a", "b", "c"));
    store.leave(connection, "fhir", Kind.LOCATION, List.of("b", "never followed"));
    assertEquals(List.of("c"), store.page(connection, "fhir", Kind.LOCATION, "b", 9).items());
    assertEquals(List.of("a", "c"), all(store, Kind.LOCATION));
  }

  @Test
  void countsUpToABound() {
    RosterStore store = store();
    assertEquals(0, store.count(connection, "fhir", Kind.PATIENT, 10));
    store.follow(connection, "fhir", Kind.PATIENT, IntStream.range(0, 130).mapToObj(i -> "p" + i).toList());
    assertEquals(130, store.count(connection, "fhir", Kind.PATIENT, 1000));
    assertEquals(7, store.count(connection, "fhir", Kind.PATIENT, 7));
  }

  @Test
  void theHotSetOfSomeDaysNamesEachPatientOnce() {
    RosterStore store = store();
    store.follow(connection, "fhir", Kind.PATIENT, List.of("p1", "p2", "p3", "p4", "p5"));
    store.follow(connection, "other", Kind.PATIENT, List.of("p6"));
    store.hot(connection, "fhir", "p2", List.of(TODAY, TODAY.plusDays(1)));
    store.hot(connection, "fhir", "p2", List.of(TODAY));
    store.hot(connection, "fhir", "p1", List.of(TODAY.plusDays(2)));
    store.hot(connection, "fhir", "p3", List.of(TODAY.plusDays(3)));
    store.hot(connection, "fhir", "p4", List.of(TODAY.minusDays(2)));
    store.hot(connection, "fhir", "p5", List.of());
    store.hot(connection, "other", "p6", List.of(TODAY));
    assertEquals(List.of("p1", "p2"), store.hot(connection, "fhir", TODAY.minusDays(1), TODAY.plusDays(2)));
    store.leave(connection, "fhir", Kind.PATIENT, List.of("p2"));
    assertEquals(List.of("p1"), store.hot(connection, "fhir", TODAY.minusDays(1), TODAY.plusDays(2)), "who left is not hot");
  }

  private List<String> all(RosterStore store, Kind kind) {
    return Samples.all(cursor -> store.page(connection, "fhir", kind, cursor, 2));
  }
}
