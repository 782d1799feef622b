package io.mediflow.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.embedded.EmbeddedAws;
import io.mediflow.embedded.TemplateReader;
import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.Reconciliation;
import io.mediflow.model.change.Reconciliation.Found;
import io.mediflow.model.change.Reconciliation.Gap;
import io.mediflow.model.change.Reconciliation.Repair;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.store.Page;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconcileCommandTest {

  private static EmbeddedAws aws;

  @TempDir private Path place;
  private RunningFolder running;

  @BeforeAll
  static void parts() {
    aws = EmbeddedAws.start(TemplateReader.ofThisProject(), EmbeddedAws.Options.IN_MEMORY);
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  @BeforeEach
  void running() {
    running = RunningFolder.of(place.resolve("data"), aws);
  }

  @AfterEach
  void ended() {
    running.close();
  }

  @Test
  void aComparisonIsMadeDueNowAndItsReportIsShown() throws InterruptedException {
    connection("lakeside", false);
    AtomicBoolean end = new AtomicBoolean();
    Thread room = Thread.startVirtualThread(() -> compare(end));
    Ran ran = run("lakeside", "--type", "appointment");
    end.set(true);
    room.join();

    String said = ran.well().out();
    assertTrue(said.contains("appointment by fhir: 100 compared so far\n"), said);
    assertTrue(said.contains("appointment by fhir: 101 records were compared with the EHR; 2 of 2 that looked different or missing"
        + " were repaired. What is older than the start depth"), said);
    assertFalse(said.contains("patient"), said);
  }

  @Test
  void whatCannotBeComparedIsSaidAtOnce() {
    connection("pushed", false);
    String said = run("pushed", "--type", "slot").well().out();
    assertEquals("slot by fhir: not compared. The EHR only sends these to us, and cannot be asked for all of them.\n", said);
  }

  @Test
  void whatGoesOnAlreadyIsWaitedForNoLongerThanAsked() {
    connection("busy", false);
    FlowId id = new FlowId("busy", "fhir", RecordType.PATIENT, FlowId.Scope.RECONCILE);
    try (Stores stores = stores()) {
      stores.flows().put(new Flow(id, Checkpoint.START, Instant.now().plusSeconds(40), Optional.of("worker"), Optional.empty(),
          Optional.empty(), Optional.empty(), 0));
    }
    Ran ran = run("busy", "--type", "patient", "--wait", "1");
    ran.failed(1, "1 comparisons have not ended after 1 s. They go on, and their reports will stand on the practice's page.");
    assertTrue(ran.out().contains("patient by fhir: is under way already"), ran.out());
  }

  @Test
  void aWrongWordIsSaid() {
    connection("lost", false);
    connection("paused", true);
    run("lost", "--type", "nonsense").failed(2, "There is no record type like that; there are patient, ");
    run("paused").failed(1, "paused is paused, so its EHR is not asked.");
    run("nowhere").failed(1, "There is no connection nowhere");
  }

  /** Does what the rooms would do of what is due. */
  private void compare(AtomicBoolean end) {
    try (Stores stores = stores()) {
      while (!end.get()) {
        Page<FlowId> due = stores.flows().due(Instant.now(), null, 100);
        due.items().stream().filter(one -> one.scope() == FlowId.Scope.RECONCILE).forEach(one -> compare(stores, one));
        Thread.sleep(100);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void compare(Stores stores, FlowId id) {
    Flow flow = stores.flows().find(id).orElseThrow();
    Reconciliation first = Reconciliation.begun(id, Instant.now()).withPage(new Found(99, 1, 0, 0, 0));
    stores.reconciliations().put(first);
    stores.flows().put(new Flow(id, flow.checkpoint(), Instant.now().plus(Duration.ofDays(1)), Optional.empty(), Optional.empty(),
        Optional.empty(), Optional.empty(), flow.version()));
    sleep();
    stores.reconciliations().put(first.withHeld(new Found(0, 0, 0, 0, 1)).ended(Instant.now(), Optional.of(Gap.START_DEPTH)));
    sleep();
    stores.reconciliations().repaired(id, Repair.ADDED);
    stores.reconciliations().repaired(id, Repair.ENDED);
  }

  private static void sleep() {
    try {
      Thread.sleep(1200);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void connection(String id, boolean paused) {
    try (Stores stores = stores()) {
      stores.connections().put(new Connection(id, id, "smart-r4", 1, ZoneId.of("America/New_York"),
          List.of(new EhrInterface("fhir", URI.create("https://ehr.example/fhir"), "us", "k", List.of(), "")), paused, 0));
    }
  }

  private Stores stores() {
    return Stores.of(RunFile.running(running.data()));
  }

  private Ran run(String id, Object... more) {
    Object[] all = new Object[more.length + 4];
    all[0] = "reconcile";
    all[1] = id;
    System.arraycopy(more, 0, all, 2, more.length);
    all[more.length + 2] = "--data";
    all[more.length + 3] = running.data().path();
    return Ran.of(all);
  }
}
