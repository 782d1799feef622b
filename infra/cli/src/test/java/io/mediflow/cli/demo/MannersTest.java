package io.mediflow.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.cli.connection.ConnectionPlan;
import io.mediflow.cli.connection.ConnectionSetup;
import io.mediflow.cli.run.Pause;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.cli.sample.SandboxEhr;
import io.mediflow.model.change.RosterStore.Kind;
import io.mediflow.model.connection.Application;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.NightlyPlan;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same practice behind EHRs of several manners, followed at once, while its front desk works, faults befall calls and
 * notifications, and the system is killed at random, with its EHR: in the end every record is as its EHR has it, no more and
 * no fewer. Seeded, bounded, minutes long.
 */
@Timeout(1200)
@EnabledIfEnvironmentVariable(named = "MEDIFLOW_LONG_TESTS", matches = "true",
    disabledReason = "takes minutes: .ci/run sets MEDIFLOW_LONG_TESTS=true")
class MannersTest {

  private static final long SEED = Long.getLong("mediflow.seed", 20261125);
  private static final Duration PATIENCE = Duration.ofSeconds(300);
  private static final int PATIENTS = 8;
  private static final int KILLS = 3;
  private static final int MOST_CHANGES = 30;

  private static final String FAULTS = """
      seed: %d
      faults:
        - {do: latency, millis: 300, chance: 0.05}
        - {do: status, status: 429, on: search, chance: 0.03}
        - {do: status, status: 500, chance: 0.03}
        - {do: half-answer, on: search, chance: 0.03}
        - {do: drop-before, chance: 0.03}
        - {do: error-body, chance: 0.02}
        - {do: revoke-tokens, chance: 0.01, times: 1}
        - {do: notification-lost, chance: 0.1}
        - {do: notification-twice, chance: 0.1}
        - {do: notification-late, chance: 0.1}
      """;

  @TempDir private Path folder;

  private final Random random = new Random(SEED);
  private List<String> patients;

  @BeforeAll
  static void built() {
    UpProcess.assumeBuilt();
  }

  @Test
  void whateverBefallsTheCallsTheRecordsAreAsTheirEhrHasThem() throws Exception {
    String[] ports = UpProcess.quickOnFreePorts();
    for (int life = 0; life < KILLS; life++) {
      try (UpProcess system = UpProcess.start(folder.resolve("data"), ports)) {
        system.awaitReady(PATIENCE);
        RunFile run = system.run().orElseThrow();
        if (life == 0) {
          connect(run, system.ehr(run));
        }
        worked(run, system.ehr(run), life);
        system.kill();
      }
    }
    try (UpProcess last = UpProcess.start(folder.resolve("data"), ports)) {
      last.awaitReady(PATIENCE);
      RunFile run = last.run().orElseThrow();
      worked(run, last.ehr(run), KILLS);
      assertTrue(last.ehr(run).count("fault") > 0, "no fault befell a call");
      Desk.faults(run, "faults: []");
      Agreement agreement = new Agreement(folder.resolve("data"), run, last.ehr(run), Set.copyOf(patients));
      for (Trial trial : Stream.concat(Stream.of(Trial.SAMPLE), Trial.RELISTED.stream()).toList()) {
        trial.types().forEach(type -> awaitAgreed(last, agreement, trial, type));
      }
      night(run);
      awaitAgreed(last, agreement, Trial.SAMPLE.atNight(), RecordType.CONDITION);
      assertTrue(agreement.deleted(Trial.SAMPLE, RecordType.CONDITION) > 0, "what a listing of changes cannot tell, the night finds");
      assertEquals(0, last.ehr(run).count("overLimit"), "a limit was passed");
      try (Stores stores = Stores.of(run)) {
        assertEquals(0, stores.deadLetters());
      }
    }
  }

  /** The night's comparisons of the practice that is followed by what changed, now. */
  private static void night(RunFile run) {
    try (Stores stores = Stores.of(run)) {
      Instant now = Instant.now();
      NightlyPlan.flows(stores.connections().find(Trial.SAMPLE.connection()).orElseThrow(), Trial.SAMPLE.ehr(), now).forEach(one -> {
        stores.flows().put(one);
        stores.flows().dueNow(one.id(), now);
      });
      stores.tick("scheduled-polling");
    }
  }

  private void worked(RunFile run, SandboxEhr ehr, int life) {
    Desk.faults(run, FAULTS.formatted(SEED + life));
    new Desk(run, ehr, patients, random).work(1 + random.nextInt(MOST_CHANGES));
    assertEquals(0, ehr.count("overLimit"), "a limit was passed");
  }

  private static void awaitAgreed(UpProcess system, Agreement agreement, Trial trial, RecordType type) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    Map<String, String> wrong = agreement.differences(trial, type);
    while (!wrong.isEmpty()) {
      assertTrue(System.nanoTime() < until,
          trial.connection() + " " + type.label() + ", seed " + SEED + ": " + wrong + system.said());
      Pause.of(Duration.ofSeconds(1));
      wrong = agreement.differences(trial, type);
    }
  }

  private void connect(RunFile run, SandboxEhr ehr) {
    patients = ehr.all("Appointment").stream().map(one -> Contents.actor(one, "Patient")).distinct().limit(PATIENTS).toList();
    assertEquals(PATIENTS, patients.size());
    new Desk(run, ehr, patients, random).fill();
    List<String> practitioners = ehr.all("Practitioner").stream().map(one -> one.path("id").asText()).toList();
    Trial.RELISTED.forEach(one -> connect(one, practitioners, run));
  }

  private void connect(Trial trial, List<String> practitioners, RunFile run) {
    String id = trial.connection();
    URI base = run.sandbox().orElseThrow().resolve(trial.base());
    ConnectionPlan plan = new ConnectionPlan(id, "Practice " + id, trial.ehr(), Trial.ZONE,
        List.of(new ConnectionPlan.Way("fhir", base, "mediflow", id, List.of(), false)),
        List.of(new Application(id, "App", id, Set.of(RecordType.values()), Set.of(), "TREAT")), Optional.empty());
    try (Stores stores = Stores.of(run)) {
      new ConnectionSetup(stores).add(plan);
      stores.roster().follow(id, "fhir", Kind.PATIENT, patients);
      stores.roster().follow(id, "fhir", Kind.PRACTITIONER, practitioners);
      LocalDate today = LocalDate.now(Trial.ZONE);
      patients.forEach(one -> stores.roster().hot(id, "fhir", one, List.of(today, today.plusDays(1))));
      stores.tick("scheduled-polling");
    }
  }
}
