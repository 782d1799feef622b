package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.Reconciliation;
import io.mediflow.model.change.Reconciliation.Found;
import io.mediflow.model.change.Reconciliation.Gap;
import io.mediflow.model.change.Reconciliation.Repair;
import io.mediflow.model.change.Reconciliation.Repaired;
import io.mediflow.model.change.ReconciliationStore;
import io.mediflow.model.record.RecordType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of nightly comparisons does. */
public abstract class ReconciliationStoreContract {

  private static final Instant NIGHT = Instant.parse("2026-03-02T06:12:00Z");

  private final String connection = Samples.connection();

  protected abstract ReconciliationStore store();

  @Test
  void whatIsKnownComesBackWhole() {
    ReconciliationStore store = store();
    Reconciliation begun = Reconciliation.begun(flow(RecordType.PATIENT), NIGHT);
    assertEquals(Optional.empty(), store.find(begun.flow()));
    store.put(begun);
    assertEquals(Optional.of(begun), store.find(begun.flow()));
    Reconciliation ended = begun.withPage(new Found(9, 1, 2, 3, 0, 5)).withHeld(new Found(0, 0, 0, 0, 4))
        .ended(NIGHT.plusSeconds(60), Optional.of(Gap.SEARCH_FAILED));
    store.put(ended);
    assertEquals(Optional.of(ended), store.find(begun.flow()));
    assertEquals(19, store.find(begun.flow()).orElseThrow().found().compared());
  }

  @Test
  void whatWasRepairedIsCountedUntilTheNextNight() {
    ReconciliationStore store = store();
    Reconciliation begun = Reconciliation.begun(flow(RecordType.PATIENT), NIGHT);
    store.repaired(begun.flow(), Repair.ADDED);
    assertEquals(Optional.empty(), store.find(begun.flow()), "what no comparison asked for is not counted");
    store.put(begun);
    for (Repair one : List.of(Repair.ADDED, Repair.UPDATED, Repair.UPDATED, Repair.ENDED, Repair.REFUSED, Repair.REFUSED)) {
      store.repaired(begun.flow(), one);
    }
    store.put(begun.withPage(new Found(1, 1, 2, 0, 0)));
    assertEquals(new Repaired(1, 2, 1, 2), store.find(begun.flow()).orElseThrow().repaired(), "a page does not undo it");
    store.put(Reconciliation.begun(begun.flow(), NIGHT.plusSeconds(86_400)));
    assertEquals(Repaired.NONE, store.find(begun.flow()).orElseThrow().repaired());
  }

  @Test
  void eachConnectionHasItsOwn() {
    ReconciliationStore store = store();
    Reconciliation patients = Reconciliation.begun(flow(RecordType.PATIENT), NIGHT);
    Reconciliation appointments = Reconciliation.begun(flow(RecordType.APPOINTMENT), NIGHT);
    store.put(patients);
    store.put(appointments);
    assertEquals(List.of(appointments, patients), store.of(connection));
    assertEquals(List.of(), store.of(Samples.connection()));
  }

  private FlowId flow(RecordType type) {
    return new FlowId(connection, "fhir", type, FlowId.Scope.RECONCILE);
  }
}
