package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.record.RecordType;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every connection store does. */
public abstract class ConnectionStoreContract {

  private final String id = Samples.connection();

  protected abstract ConnectionStore store();

  @Test
  void keepsAConnectionWholeAndTakesOnlyTheNextVersion() {
    ConnectionStore store = store();
    assertTrue(store.put(connection(id, 0)));
    assertFalse(store.put(connection(id, 0)));
    assertEquals(Optional.of(connection(id, 1)), store.find(id));
    assertTrue(store.put(connection(id, 1)));
    assertFalse(store.put(connection(id, 1)));
    assertEquals(Optional.empty(), store.find(Samples.connection()));
  }

  @Test
  void pagesThroughAllConnectionsById() {
    ConnectionStore store = store();
    List<String> own = List.of(id + "-1", id + "-2", id + "-3", id + "-4", id + "-5");
    own.forEach(one -> store.put(connection(one, 0)));
    List<String> found = Samples.all(cursor -> store.page(cursor, 2)).stream()
        .map(Connection::id).filter(one -> one.startsWith(id)).toList();
    assertEquals(own, found);
  }

  @Test
  void keepsTheOverlayApart() {
    ConnectionStore store = store();
    store.put(connection(id, 0));
    assertEquals(Optional.empty(), store.overlay(id));
    store.putOverlay(id, "rows: []\n");
    store.putOverlay(id, "rows: [1]\n");
    assertEquals(Optional.of("rows: [1]\n"), store.overlay(id));
    assertEquals(Optional.of(connection(id, 1)), store.find(id));
  }

  private static Connection connection(String id, long version) {
    return new Connection(id, "Sample Practice", "smart-r4", 1, ZoneId.of("America/New_York"), List.of(new EhrInterface("fhir",
        URI.create("https://ehr.example.org/fhir"), "client", "rs384", List.of("system/Patient.rs", "system/Coverage.rs"),
        "hook", Map.of("practice", "195900"), Map.of(RecordType.PATIENT, Duration.ofMinutes(2)))), true, version);
  }
}
