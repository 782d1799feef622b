package io.mediflow.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.cli.connection.ConnectionPlan;
import io.mediflow.cli.connection.ConnectionSetup;
import io.mediflow.cli.run.Api;
import io.mediflow.cli.run.DataFolder;
import io.mediflow.cli.run.Pause;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.cli.sample.SandboxEhr;
import io.mediflow.model.change.Flow;
import io.mediflow.model.connection.Application;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Packages;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * As {@link MannersTest}, of an EHR whose changes are learned of from feeds that are gone once they were read: whatever befalls the calls, answers
 * that are lost among it, and whoever is killed, each change is found. Seeded, bounded, minutes long.
 */
@Timeout(600)
@EnabledIfEnvironmentVariable(named = "MEDIFLOW_LONG_TESTS", matches = "true", disabledReason = "takes minutes: .ci/run sets MEDIFLOW_LONG_TESTS=true")
class FeedMannerTest {

  private static final long SEED = Long.getLong("mediflow.seed", 20261126);
  private static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final Duration PATIENCE = Duration.ofSeconds(240);
  private static final int CHANGES = 60;
  private static final String ELM = "trial-feeds";

  private static final String FAULTS = """
      seed: %d
      faults:
        - {do: latency, millis: 300, chance: 0.05}
        - {do: status, status: 403, chance: 0.02}
        - {do: status, status: 500, chance: 0.04}
        - {do: half-answer, chance: 0.05}
        - {do: drop-before, chance: 0.03}
        - {do: drop-after, chance: 0.08}
        - {do: error-body, chance: 0.03}
        - {do: revoke-tokens, chance: 0.01, times: 1}
      """;

  @TempDir private Path folder;

  private final Random random = new Random(SEED);
  private final Set<String> changed = new HashSet<>();

  @BeforeAll
  static void built() {
    UpProcess.assumeBuilt();
  }

  @Test
  void whateverBefallsTheCallsEachChangeIsFound() throws Exception {
    String[] ports = UpProcess.quickOnFreePorts();
    try (UpProcess first = UpProcess.start(folder.resolve("data"), ports)) {
      first.awaitReady(PATIENCE);
      RunFile run = first.run().orElseThrow();
      connect(run);
      first.await(PATIENCE, "the feeds are there", () -> subscribed(run) ? Optional.of(true) : Optional.empty());
      Desk.faults(run, FAULTS.formatted(SEED));
      changes(first.ehr(run), CHANGES / 2);
      first.kill();
    }
    try (UpProcess second = UpProcess.start(folder.resolve("data"), ports)) {
      second.awaitReady(PATIENCE);
      RunFile run = second.run().orElseThrow();
      SandboxEhr ehr = second.ehr(run);
      Desk.faults(run, FAULTS.formatted(SEED + 1));
      changes(ehr, CHANGES / 2);
      assertTrue(ehr.count("fault") > 0, "no fault befell a call");
      Desk.faults(run, "faults: []");
      second.await(PATIENCE, "all is as in the EHR, seed " + SEED, () -> differences(run, ehr).isEmpty() ? Optional.of(true) : Optional.empty());
      assertEquals(0, ehr.count("overLimit"), "a limit was passed");
      try (Stores stores = Stores.of(run)) {
        assertEquals(0, stores.deadLetters());
      }
    }
  }

  private void connect(RunFile run) {
    EhrPackage ehr = Packages.bundled().find("athenahealth", 1).orElseThrow();
    URI base = run.sandbox().orElseThrow().resolve("/athenahealth/v1/195900");
    ConnectionPlan plan = new ConnectionPlan(ELM, "Practice of feeds", ehr, ZONE,
        List.of(new ConnectionPlan.Way("v1", base, "mediflow", ELM, List.of(), false)),
        List.of(new Application(ELM, "App", ELM, Set.of(RecordType.values()), Set.of(), "TREAT")), Optional.empty());
    try (Stores stores = Stores.of(run)) {
      new ConnectionSetup(stores).add(plan);
      stores.tick("scheduled-polling");
    }
  }

  private static boolean subscribed(RunFile run) {
    try (Stores stores = Stores.of(run)) {
      List<Flow> flows = stores.flows().of(ELM);
      return flows.size() == 5 && flows.stream().allMatch(one -> one.lastCompleteWindow().isPresent());
    }
  }

  private void changes(SandboxEhr ehr, int count) {
    List<JsonNode> visits = ehr.all("Appointment").stream().limit(20).toList();
    for (int i = 0; i < count; i++) {
      JsonNode visit = visits.get(random.nextInt(visits.size()));
      if (random.nextBoolean()) {
        String patient = Contents.actor(visit, "Patient");
        ehr.change("Patient", patient, SandboxEhr.set("/address/0/city", "Town " + random.nextInt(1_000_000)));
        changed.add("Patient/" + patient);
      } else {
        ehr.change("Appointment", visit.path("id").asText(), SandboxEhr.set("/description", "Visit " + random.nextInt(1_000_000)));
        changed.add("Appointment/" + visit.path("id").asText());
      }
      Pause.of(Duration.ofMillis(random.nextInt(600)));
    }
  }

  /** Ids of records that are not as the EHR has them, with what is wrong. */
  private Map<String, String> differences(RunFile run, SandboxEhr ehr) {
    Map<String, String> wrong = new TreeMap<>();
    try (Stores stores = Stores.of(run)) {
      compare(stores.recordIds(), RecordType.PATIENT, "Patient", run, ehr, wrong);
      compare(stores.recordIds(), RecordType.APPOINTMENT, "Appointment", run, ehr, wrong);
    }
    return wrong;
  }

  private void compare(RecordIds ids, RecordType type, String resource, RunFile run, SandboxEhr ehr, Map<String, String> wrong) {
    Map<String, JsonNode> held = new TreeMap<>();
    Set<String> promised = new TreeSet<>();
    for (JsonNode one : ehr.all(resource)) {
      String id = ids.recordId(ELM, "v1", type, one.path("id").asText());
      held.put(id, one);
      if (changed.contains(resource + "/" + one.path("id").asText())) {
        promised.add(id);
      }
    }
    assertTrue(!promised.isEmpty(), resource);
    for (JsonNode record : Api.of(DataFolder.existing(folder.resolve("data")), run, ELM).all(type.label())) {
      String id = record.path("id").asText();
      promised.remove(id);
      if (!held.containsKey(id)) {
        wrong.put(id, "is not in the EHR");
      } else if (!record.path("ending").asText().equals("active") || !isSame(type, held.get(id), record.path("fields"), ids)) {
        wrong.put(id, "is not as in the EHR");
      }
    }
    promised.forEach(missing -> wrong.put(missing, "is missing"));
  }

  private static boolean isSame(RecordType type, JsonNode held, JsonNode fields, RecordIds ids) {
    return type == RecordType.PATIENT
        ? fields.path("city").asText().equals(held.at("/address/0/city").asText())
            && fields.path("familyName").asText().equals(held.at("/name/0/family").asText())
            && fields.path("birthDate").asText().equals(held.path("birthDate").asText())
        : OffsetDateTime.parse(fields.path("start").asText()).isEqual(OffsetDateTime.parse(held.path("start").asText()))
            && fields.path("patient").asText().equals(ids.recordId(ELM, "v1", RecordType.PATIENT, Contents.actor(held, "Patient")));
  }
}
