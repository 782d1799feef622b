package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.model.record.Problem;
import io.mediflow.model.record.QuarantineStore;
import io.mediflow.model.record.Quarantined;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every quarantine does. */
public abstract class QuarantineStoreContract {

  private final String connection = Samples.connection();

  protected abstract QuarantineStore store();

  @Test
  void keepsTheFirstOfAnIdUntilItIsRemoved() {
    QuarantineStore store = store();
    Quarantined first = item("a", "{\"id\":1}", "the first reason");
    store.put(first);
    store.put(item("a", "{\"id\":2}", "another reason"));
    assertEquals(List.of(first), store.page(connection, null, 10).items());
    assertEquals(Optional.of(first), store.find(connection, "a"));
    store.remove(connection, "a");
    store.remove(connection, "a");
    assertEquals(List.of(), store.page(connection, null, 10).items());
    assertEquals(Optional.empty(), store.find(connection, "a"));
  }

  @Test
  void keepsItemsOfAnySizePageByPage() {
    QuarantineStore store = store();
    for (int i = 0; i < 5; i++) {
      store.put(item("i" + i, "y".repeat(i * 100_000), "reason"));
    }
    store.put(new Quarantined(Samples.connection(), "other", Samples.NOON, "{}", List.of()));
    assertEquals(List.of(0, 100_000, 200_000, 300_000, 400_000),
        Samples.all(cursor -> store.page(connection, cursor, 2)).stream().map(one -> one.change().length()).toList());
  }

  @Test
  void countsUpToWhatItIsAskedFor() {
    QuarantineStore store = store();
    assertEquals(new QuarantineStore.Tally(0, Optional.empty()), store.tally(connection, 3));
    for (int i = 0; i < 4; i++) {
      store.put(new Quarantined(connection, "i" + i, Samples.NOON.minusSeconds(i), "{}", List.of()));
    }
    assertEquals(new QuarantineStore.Tally(4, Optional.of(Samples.NOON.minusSeconds(3))), store.tally(connection, 9));
    assertEquals(new QuarantineStore.Tally(3, Optional.of(Samples.NOON.minusSeconds(2))), store.tally(connection, 3));
  }

  private Quarantined item(String id, String change, String remedy) {
    return new Quarantined(connection, id, Samples.NOON, change,
        List.of(new Problem(Problem.Category.STRUCTURE, "Patient.name", remedy)));
  }
}
