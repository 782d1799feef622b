package io.mediflow.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.cli.connection.ConnectionPlan;
import io.mediflow.cli.connection.ConnectionSetup;
import io.mediflow.cli.run.Api;
import io.mediflow.cli.run.DataFolder;
import io.mediflow.cli.run.Http;
import io.mediflow.cli.run.Pause;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.cli.sample.SandboxEhr;
import io.mediflow.mapping.Mapper;
import io.mediflow.mapping.ReadContext;
import io.mediflow.mapping.ReadResult;
import io.mediflow.model.change.RosterStore.Kind;
import io.mediflow.model.connection.Application;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.Packages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
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
 * The same practice behind EHRs of several manners, followed at once, while its front desk changes things, faults befall the calls and
 * the system is killed: in the end every record is as its EHR has it, no more and no fewer. Seeded, bounded, minutes long.
 */
@Timeout(900)
@EnabledIfEnvironmentVariable(named = "MEDIFLOW_LONG_TESTS", matches = "true", disabledReason = "takes minutes: .ci/run sets MEDIFLOW_LONG_TESTS=true")
class MannersTest {

  private static final long SEED = Long.getLong("mediflow.seed", 20261125);
  private static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final Duration PATIENCE = Duration.ofSeconds(300);
  private static final int PATIENTS = 8;
  private static final int CHANGES = 60;

  /** A manner with its package and what the plan promises of it. */
  private record Practice(String manner, String packageName, List<RecordType> types) {}

  private static final List<Practice> PRACTICES = List.of(
      new Practice("epic", "epic", List.of(RecordType.PATIENT, RecordType.APPOINTMENT, RecordType.COVERAGE, RecordType.CONDITION)),
      new Practice("millennium", "cerner", List.of(RecordType.PATIENT, RecordType.APPOINTMENT, RecordType.COVERAGE, RecordType.CONDITION)),
      new Practice("eclinicalworks", "eclinicalworks", List.of(RecordType.PATIENT, RecordType.COVERAGE, RecordType.CONDITION)));

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
      """;

  private static final Map<RecordType, String> RESOURCES = Map.of(RecordType.PATIENT, "Patient", RecordType.APPOINTMENT, "Appointment",
      RecordType.COVERAGE, "Coverage", RecordType.CONDITION, "Condition");

  @TempDir private Path folder;

  private final Random random = new Random(SEED);
  private final Mapper mapper = new Mapper();
  private List<String> patients;
  private List<String> practitioners;

  @BeforeAll
  static void built() {
    UpProcess.assumeBuilt();
  }

  @Test
  void whateverBefallsTheCallsTheRecordsAreAsTheirEhrHasThem() throws Exception {
    String[] ports = {"--port", String.valueOf(freePort()), "--sandbox-port", String.valueOf(freePort()), "--time-scale", "20"};
    try (UpProcess first = UpProcess.start(folder.resolve("data"), ports)) {
      first.awaitReady(PATIENCE);
      RunFile run = first.run().orElseThrow();
      SandboxEhr ehr = first.ehr(run);
      fill(ehr, run);
      for (Practice practice : PRACTICES) {
        connect(practice, run);
      }
      faults(run, FAULTS.formatted(SEED));
      changes(ehr, CHANGES / 2);
      assertEquals(0, ehr.count("overLimit"), "a limit was passed");
      first.kill();
    }
    try (UpProcess second = UpProcess.start(folder.resolve("data"), ports)) {
      second.awaitReady(PATIENCE);
      RunFile run = second.run().orElseThrow();
      SandboxEhr ehr = second.ehr(run);
      faults(run, FAULTS.formatted(SEED + 1));
      changes(ehr, CHANGES / 2);
      assertTrue(ehr.count("fault") > 0, "no fault befell a call");
      faults(run, "faults: []");
      for (Practice practice : PRACTICES) {
        for (RecordType type : practice.types()) {
          awaitSame(second, practice, type, run, ehr);
        }
      }
      assertEquals(0, ehr.count("overLimit"), "a limit was passed");
      try (Stores stores = Stores.of(run)) {
        assertEquals(0, stores.deadLetters());
      }
    }
  }

  private void awaitSame(UpProcess system, Practice practice, RecordType type, RunFile run, SandboxEhr ehr) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    Map<String, String> wrong = differences(practice, type, run, ehr);
    while (!wrong.isEmpty()) {
      assertTrue(System.nanoTime() < until, practice.manner() + " " + type.label() + ", seed " + SEED + ": " + wrong + system.said());
      Pause.of(Duration.ofSeconds(1));
      wrong = differences(practice, type, run, ehr);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The seeded practice has no chart: some patients get problems. */
  private void fill(SandboxEhr ehr, RunFile run) {
    patients = ehr.all("Appointment").stream().map(one -> Contents.actor(one, "Patient")).distinct().limit(PATIENTS).toList();
    practitioners = ehr.all("Practitioner").stream().map(one -> one.path("id").asText()).toList();
    assertEquals(PATIENTS, patients.size());
    patients.forEach(patient -> post(run, "Condition", condition(patient, "38341003", "Hypertension")));
  }

  private static ObjectNode condition(String patient, String code, String text) {
    ObjectNode condition = World.JSON.createObjectNode().put("resourceType", "Condition");
    condition.putObject("clinicalStatus").putArray("coding").addObject()
        .put("system", "http://terminology.hl7.org/CodeSystem/condition-clinical").put("code", "active");
    condition.putArray("category").addObject().putArray("coding").addObject()
        .put("system", "http://terminology.hl7.org/CodeSystem/condition-category").put("code", "problem-list-item");
    condition.putObject("code").put("text", text).putArray("coding").addObject()
        .put("system", "http://snomed.info/sct").put("code", code).put("display", text);
    condition.putObject("subject").put("reference", "Patient/" + patient);
    return condition;
  }

  private static void post(RunFile run, String type, JsonNode body) {
    Http.Answer answer = control(run).post("/fhir/" + type, body);
    assertTrue(answer.well(), answer.body());
  }

  private static Http control(RunFile run) {
    return new Http(run.sandbox().orElseThrow().resolve("/_control"), Optional.empty());
  }

  private static void faults(RunFile run, String script) {
    Http http = control(run);
    assertTrue(http.send(http.request("/faults").PUT(HttpRequest.BodyPublishers.ofString(script))).well());
  }

  private void connect(Practice practice, RunFile run) {
    EhrPackage ehr = Packages.bundled().find(practice.packageName(), 1).orElseThrow();
    URI base = run.sandbox().orElseThrow().resolve("/" + practice.manner() + "/fhir");
    ConnectionPlan plan = new ConnectionPlan(id(practice), "Practice " + practice.manner(), ehr, ZONE,
        List.of(new ConnectionPlan.Way("fhir", base, "mediflow", id(practice), List.of(), false)),
        List.of(new Application(id(practice), "App", id(practice), Set.of(RecordType.values()), Set.of(), "TREAT")), Optional.empty());
    try (Stores stores = Stores.of(run)) {
      new ConnectionSetup(stores).add(plan);
      stores.roster().follow(id(practice), "fhir", Kind.PATIENT, patients);
      stores.roster().follow(id(practice), "fhir", Kind.PRACTITIONER, practitioners);
      LocalDate today = LocalDate.now(ZONE);
      patients.forEach(one -> stores.roster().hot(id(practice), "fhir", one, List.of(today, today.plusDays(1))));
      stores.tick("scheduled-polling");
    }
  }

  private static String id(Practice practice) {
    return "trial-" + practice.manner();
  }

  private void changes(SandboxEhr ehr, int count) {
    for (int i = 0; i < count; i++) {
      String patient = patients.get(random.nextInt(patients.size()));
      switch (random.nextInt(3)) {
        case 0 -> ehr.change("Patient", patient, SandboxEhr.set("/address/0/city", "Town " + random.nextInt(1_000_000)));
        case 1 -> of(ehr, "Coverage", "/beneficiary/reference", patient).ifPresent(id ->
            ehr.change("Coverage", id, SandboxEhr.set("/subscriberId", "M" + random.nextInt(1_000_000))));
        default -> of(ehr, "Condition", "/subject/reference", patient).ifPresent(id ->
            ehr.change("Condition", id, SandboxEhr.set("/code/text", "Problem " + random.nextInt(1_000_000))));
      }
      Pause.of(Duration.ofMillis(random.nextInt(600)));
    }
  }

  private static Optional<String> of(SandboxEhr ehr, String type, String pointer, String patient) {
    return ehr.all(type).stream().filter(one -> one.at(pointer).asText().equals("Patient/" + patient))
        .map(one -> one.path("id").asText()).findFirst();
  }

  /** Ids of records that are not as the EHR has them, with what is wrong. */
  private Map<String, String> differences(Practice practice, RecordType type, RunFile run, SandboxEhr ehr) {
    Map<String, JsonNode> held = new TreeMap<>();
    Set<String> promised = new TreeSet<>();
    try (Stores stores = Stores.of(run)) {
      RecordIds ids = stores.recordIds();
      EhrPackage bundled = Packages.bundled().find(practice.packageName(), 1).orElseThrow();
      ReadContext context = new ReadContext(ZONE, (of, source) -> ids.recordId(id(practice), "fhir", of, source));
      for (JsonNode resource : ehr.all(RESOURCES.get(type))) {
        String id = ids.recordId(id(practice), "fhir", type, resource.path("id").asText());
        var read = mapper.read(bundled, Overlay.NONE, "fhir", resource.toString().getBytes(StandardCharsets.UTF_8), context);
        held.put(id, World.JSON.valueToTree(assertInstanceOf(ReadResult.Mapped.class, read).fields()));
        if (isPromised(practice, type, resource)) {
          promised.add(id);
        }
      }
    }
    assertFalse(promised.isEmpty(), practice + " promises no " + type);
    Map<String, String> wrong = new TreeMap<>();
    for (JsonNode record : records(practice, type, run)) {
      String id = record.path("id").asText();
      promised.remove(id);
      if (!held.containsKey(id)) {
        wrong.put(id, "is not in the EHR");
      } else if (!plain(held.get(id)).equals(plain(record.path("fields")))) {
        wrong.put(id, "is not as in the EHR");
      } else if (!record.path("ending").asText().equals("active")) {
        wrong.put(id, "is said to have ended");
      }
    }
    promised.forEach(missing -> wrong.put(missing, "is missing"));
    return wrong;
  }

  private List<JsonNode> records(Practice practice, RecordType type, RunFile run) {
    return Api.of(DataFolder.existing(folder.resolve("data")), run, id(practice)).all(type.label());
  }

  /** The order of members and the kinds of numbers do not matter. */
  private static Object plain(JsonNode fields) {
    return World.JSON.convertValue(World.JSON.convertValue(fields, Map.class), JsonNode.class);
  }

  /** Of those who are followed; where practitioners list the appointments, from yesterday on. */
  private boolean isPromised(Practice practice, RecordType type, JsonNode resource) {
    return switch (type) {
      case PATIENT -> patients.contains(resource.path("id").asText());
      case COVERAGE -> patients.contains(Contents.id(resource.at("/beneficiary/reference").asText()));
      case CONDITION -> patients.contains(Contents.id(resource.at("/subject/reference").asText()));
      case APPOINTMENT -> patients.contains(Contents.actor(resource, "Patient")) && (practice.manner().equals("epic")
          || !World.instant(resource.path("start").asText()).isBefore(LocalDate.now(ZONE).atStartOfDay(ZONE).toInstant()));
      case SLOT, ENCOUNTER, MEDICATION, ALLERGY, OBSERVATION, IMMUNIZATION, PROCEDURE, NOTE, CHARGE, CLAIM, PRACTITIONER, LOCATION ->
          throw new IllegalArgumentException(type.label());
    };
  }
}
