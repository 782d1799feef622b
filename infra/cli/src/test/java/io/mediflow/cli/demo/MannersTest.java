package io.mediflow.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.cli.connection.ConnectionPlan;
import io.mediflow.cli.connection.ConnectionSetup;
import io.mediflow.cli.run.Pause;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.cli.sample.SandboxEhr;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.RosterStore.Kind;
import io.mediflow.model.connection.Application;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.NightlyPlan;
import io.mediflow.packages.plan.PlanLine;
import io.mediflow.packages.plan.Planner;
import io.mediflow.packages.plan.Sizes;
import io.mediflow.packages.plan.Tier;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
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
 * notifications, and the system is killed at random, with its EHR: in the end every record of every type that the plan promises is
 * as its EHR has it, no more and no fewer, and no limit was passed. A type that one EHR refuses, a message that cannot be read, and a
 * practice whose EHR is never there stop nothing of that. Seeded, bounded, minutes long.
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
  private static final int MOST_PAUSE = 4_000;
  private static final String DEAD = "trial-dead";
  private static final String POISON = "poisoned-message";

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
  private final Random moments = new Random(SEED);
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
        Pause.of(Duration.ofMillis(moments.nextInt(MOST_PAUSE)));
        assertEquals(0, system.ehr(run).count("overLimit"), "a limit was passed");
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
      for (Trial trial : Stream.concat(Stream.of(Trial.SAMPLE, Trial.NARROW), Trial.RELISTED.stream()).toList()) {
        trial.types().forEach(type -> awaitAgreed(last, agreement, trial, type));
      }
      troubledAlone(run);
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

  /** What a plan promises by day, and the simulated practice has or its front desk has made: nothing of it is left out of the comparison. */
  @Test
  void allIsComparedThatTheirPlansPromiseByDay() {
    for (Trial trial : Stream.concat(Stream.of(Trial.SAMPLE), Trial.RELISTED.stream()).toList()) {
      EhrInterface way = new EhrInterface("fhir", URI.create("https://ehr.example/fhir"), "us", "key", List.of(), trial.whole() ? "hook" : "");
      Connection connection = new Connection("c", "C", trial.packageName(), 1, Trial.ZONE, List.of(way), false, 0);
      Set<RecordType> followed = EnumSet.noneOf(RecordType.class);
      Planner.plan(trial.ehr(), connection, new Sizes(PATIENTS, PATIENTS, 4, 4)).lines().stream()
          .filter(one -> one instanceof PlanLine.Followed line && line.tier() != Tier.NIGHTLY).forEach(one -> followed.add(one.type()));
      followed.removeAll(trial.types());
      // Slots are told by this simulation to nobody; no manner serves charges.
      followed.removeAll(Set.of(RecordType.SLOT, RecordType.CHARGE));
      assertEquals(Set.of(), followed, trial.packageName());
    }
  }

  /** Those that were to be stopped are, each by itself, and say why. */
  private void troubledAlone(RunFile run) {
    try (Stores stores = Stores.of(run)) {
      Flow refused = stores.flows().find(new FlowId(Trial.NARROW.connection(), "fhir", RecordType.CONDITION, FlowId.Scope.WHOLE)).orElseThrow();
      assertEquals(Optional.of("FORBIDDEN"), refused.failure());
      assertEquals(Optional.empty(), refused.lastCompleteWindow());
      assertTrue(stores.flows().of(DEAD).stream().filter(one -> one.id().scope() != FlowId.Scope.PUSHED)
          .allMatch(one -> one.lastCompleteWindow().isEmpty() && one.failure().isPresent()), "its EHR is never there");
      assertTrue(stores.quarantine().page(Trial.SAMPLE.connection(), null, 100).items().stream()
          .anyMatch(one -> one.change().contains(POISON) && !one.reasons().isEmpty()), "the message that cannot be read is set aside");
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
    Trial.RELISTED.forEach(one -> {
      add(one.connection(), one.ehr(), run.sandbox().orElseThrow().resolve(one.base()), "mediflow", run);
      follow(one.connection(), practitioners, run);
    });
    Desk.client(run, "narrow", "system/Patient.rus system/Coverage.crus");
    add(Trial.NARROW.connection(), Trial.NARROW.ehr(), run.sandbox().orElseThrow(), "narrow", run);
    add(DEAD, Trial.SAMPLE.ehr(), URI.create("http://127.0.0.1:1/fhir"), "mediflow", run);
    Desk.poison(run, POISON);
  }

  private static void add(String id, EhrPackage ehr, URI base, String client, RunFile run) {
    ConnectionPlan plan = new ConnectionPlan(id, "Practice " + id, ehr, Trial.ZONE,
        List.of(new ConnectionPlan.Way("fhir", base, client, id, List.of(), false)),
        List.of(new Application(id, "App", id, Set.of(RecordType.values()), Set.of(), "TREAT")), Optional.empty());
    try (Stores stores = Stores.of(run)) {
      new ConnectionSetup(stores).add(plan);
      stores.tick("scheduled-polling");
    }
  }

  private void follow(String id, List<String> practitioners, RunFile run) {
    try (Stores stores = Stores.of(run)) {
      stores.roster().follow(id, "fhir", Kind.PATIENT, patients);
      stores.roster().follow(id, "fhir", Kind.PRACTITIONER, practitioners);
      LocalDate today = LocalDate.now(Trial.ZONE);
      patients.forEach(one -> stores.roster().hot(id, "fhir", one, List.of(today, today.plusDays(1))));
      stores.tick("scheduled-polling");
    }
  }
}
