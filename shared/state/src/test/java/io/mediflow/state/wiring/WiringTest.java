package io.mediflow.state.wiring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.change.FlowWindow;
import io.mediflow.model.change.PendingFetchStore;
import io.mediflow.model.change.PollQueue;
import io.mediflow.model.connection.ApplicationStore;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.ehr.BudgetStore;
import io.mediflow.model.ehr.Signer;
import io.mediflow.model.ehr.TokenStore;
import io.mediflow.model.record.EventBus;
import io.mediflow.model.record.QuarantineStore;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.store.Bodies;
import io.mediflow.model.store.Secrets;
import io.mediflow.model.store.Sessions;
import io.mediflow.model.terminology.TerminologyStore;
import io.mediflow.model.watch.FreshnessQueue;
import io.mediflow.model.watch.HeartbeatQueue;
import io.mediflow.model.watch.Notifier;
import io.mediflow.model.watch.Rollups;
import io.mediflow.model.watch.StatusStore;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.model.write.AuditLog;
import io.mediflow.model.write.Nudge;
import io.mediflow.model.write.NudgeQueue;
import io.mediflow.model.write.WriteLedger;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every port has a bean that works with what the embedded parts say of themselves. */
@QuarkusTest
@QuarkusTestResource(EmbeddedConfig.class)
class WiringTest {

  @Inject ConnectionStore connections;
  @Inject ApplicationStore applications;
  @Inject RecordStore records;
  @Inject QuarantineStore quarantine;
  @Inject FlowStore flows;
  @Inject PendingFetchStore pending;
  @Inject WriteLedger ledger;
  @Inject AuditLog audit;
  @Inject Rollups rollups;
  @Inject StatusStore status;
  @Inject TokenStore tokens;
  @Inject BudgetStore budgets;
  @Inject Sessions sessions;
  @Inject TerminologyStore terminology;
  @Inject ChangeQueue changes;
  @Inject PollQueue windows;
  @Inject NudgeQueue nudges;
  @Inject HeartbeatQueue heartbeats;
  @Inject FreshnessQueue freshness;
  @Inject Bodies bodies;
  @Inject Signer signer;
  @Inject Secrets secrets;
  @Inject RecordIds ids;
  @Inject EventBus events;
  @Inject Notifier notifier;
  @Inject Clock clock;
  @Inject TimeScale scale;

  @Test
  void everyTableAnswers() {
    assertEquals(Optional.empty(), connections.find("nobody"));
    assertEquals(Optional.empty(), applications.find("nobody"));
    assertEquals(Optional.empty(), records.find("nobody", "nothing"));
    assertEquals(List.of(), quarantine.page("nobody", null, 1).items());
    assertEquals(List.of(), flows.of("nobody"));
    assertTrue(pending.oldest("nobody", Set.of(RecordType.PATIENT)).isEmpty());
    assertTrue(ledger.counts("nobody").balances());
    assertEquals(List.of(), audit.page("nobody", null, 1).items());
    assertEquals(List.of(), rollups.read("nobody", Instant.EPOCH, clock.instant()));
    assertEquals(List.of(), status.open("nobody"));
    assertEquals(Optional.empty(), tokens.find("nobody"));
    assertEquals(Optional.empty(), budgets.find(new BudgetStore.Bucket("nobody", "fhir")));
    assertEquals(Optional.empty(), sessions.connection("nobody", clock.instant()));
    assertEquals(List.of(), terminology.releases());
  }

  @Test
  void everyQueueTakesAMessage() {
    changes.send(List.of(Change.marker("marker", 1)));
    windows.send(new FlowWindow("practice", "fhir/patient/whole"));
    nudges.send(List.of(new Nudge("practice", "order")));
    heartbeats.units(List.of("practice"));
    freshness.next("cursor", 1);
  }

  @Test
  void bodiesKeysAndEventsAreThere() {
    assertArrayEquals(new byte[] {1}, bodies.get("practice", bodies.put("practice", new byte[] {1})));
    assertEquals(96, signer.sign("es384", new byte[] {1}).length);
    assertFalse(secrets.read("record-id-key").isEmpty());
    assertEquals(26, ids.createKey("a", "b", "c").length());
    events.publish(List.of());
    assertEquals(10, scale.factor());
    assertTrue(notifier != null);
  }
}
