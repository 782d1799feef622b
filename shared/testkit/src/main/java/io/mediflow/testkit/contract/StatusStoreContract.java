package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.watch.Breach;
import io.mediflow.model.watch.Heartbeat;
import io.mediflow.model.watch.SignOfLife;
import io.mediflow.model.watch.StatusStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of heartbeats and breaches does. */
public abstract class StatusStoreContract {

  private final String connection = Samples.connection();
  private final Instant noon = Samples.NOON;

  protected abstract StatusStore store();

  @Test
  void keepsTheLastHeartbeatOfEachInterface() {
    StatusStore store = store();
    Heartbeat full = new Heartbeat(connection, "fhir", noon, 2, Optional.of("token: UNAUTHENTICATED"), Optional.of(noon),
        Optional.of(noon.plusSeconds(9)), Optional.of(noon.plusSeconds(8)), "hash");
    Heartbeat well = new Heartbeat(connection, "fhir", noon.plusSeconds(1), 0, Optional.empty(), Optional.empty(),
        Optional.empty(), Optional.empty(), "");
    assertEquals(Optional.empty(), store.heartbeat(connection, "fhir"));
    store.put(full);
    assertEquals(Optional.of(full), store.heartbeat(connection, "fhir"));
    store.put(well);
    assertEquals(Optional.of(well), store.heartbeat(connection, "fhir"));
    assertEquals(Optional.empty(), store.heartbeat(connection, "other"));
  }

  @Test
  void keepsTheLastSignOfLifeOfEachAgent() {
    StatusStore store = store();
    SignOfLife full = new SignOfLife(connection, "feed", noon, 3, Duration.ofSeconds(90), 2, Optional.of(noon.plusSeconds(9)));
    SignOfLife idle = new SignOfLife(connection, "feed", noon.plusSeconds(60), 0, Duration.ZERO, 0, Optional.empty());
    assertEquals(Optional.empty(), store.signOfLife(connection, "feed"));
    store.put(full);
    assertEquals(Optional.of(full), store.signOfLife(connection, "feed"));
    store.put(idle);
    assertEquals(Optional.of(idle), store.signOfLife(connection, "feed"));
    assertEquals(Optional.empty(), store.signOfLife(connection, "other"));
    assertEquals(Optional.empty(), store.heartbeat(connection, "feed"), "it is no heartbeat");
  }

  @Test
  void aBreachBeginsOnceAndEndsOnce() {
    StatusStore store = store();
    Breach breach = breach("freshness", "fhir/patient/whole", 0);
    Breach ended = ended(breach, 60);
    assertFalse(store.end(ended));
    assertTrue(store.begin(breach));
    assertFalse(store.begin(breach("freshness", "fhir/patient/whole", 5)));
    assertEquals(List.of(breach), store.open(connection));
    assertTrue(store.end(ended));
    assertFalse(store.end(ended));
    assertEquals(List.of(), store.open(connection));
    assertEquals(List.of(ended, breach), store.recent(connection, 10));
  }

  @Test
  void namesOpenBreachesAndTheNewestTransitions() {
    StatusStore store = store();
    Breach first = breach("heartbeat", "fhir", 0);
    Breach second = breach("errors", "", 1);
    store.begin(first);
    store.begin(second);
    store.begin(new Breach(Samples.connection(), "errors", "", "elsewhere", noon, Optional.empty()));
    assertEquals(Set.of(first, second), Set.copyOf(store.open(connection)));
    store.end(ended(first, 2));
    assertEquals(List.of(ended(first, 2), second), store.recent(connection, 2));
  }

  private Breach breach(String kind, String subject, int second) {
    return new Breach(connection, kind, subject, "It does not hold.", noon.plusSeconds(second), Optional.empty());
  }

  private Breach ended(Breach one, int second) {
    return new Breach(one.connection(), one.kind(), one.subject(), one.sentence(), one.since(),
        Optional.of(noon.plusSeconds(second)));
  }
}
