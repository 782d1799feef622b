package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.connection.Application;
import io.mediflow.model.connection.ApplicationStore;
import io.mediflow.model.record.RecordType;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of applications does. */
public abstract class ApplicationStoreContract {

  protected abstract ApplicationStore store();

  @Test
  void keepsTheLastOfAnId() {
    ApplicationStore store = store();
    String id = Samples.connection();
    assertEquals(Optional.empty(), store.find(id));
    assertTrue(store.put(new Application(id, "Scheduler", "practice", Set.of(), Set.of(), "TREAT")));
    Application granted = new Application(id, "Scheduler", "practice", Set.of(RecordType.PATIENT, RecordType.COVERAGE),
        Set.of("appointment.create"), "TREAT");
    assertTrue(store.put(granted));
    assertEquals(Optional.of(granted), store.find(id));
  }

  @Test
  void anIdStaysWithItsConnection() {
    ApplicationStore store = store();
    String id = Samples.connection();
    Application ours = new Application(id, "Scheduler", "practice", Set.of(RecordType.PATIENT), Set.of(), "TREAT");
    assertTrue(store.put(ours));
    assertFalse(store.put(new Application(id, "Scheduler", "neighbour", Set.of(RecordType.PATIENT), Set.of(), "TREAT")));
    assertEquals(Optional.of(ours), store.find(id));
  }
}
