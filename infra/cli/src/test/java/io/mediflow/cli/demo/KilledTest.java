package io.mediflow.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.cli.run.Api;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.cli.sample.SamplePractice;
import io.mediflow.cli.sample.SandboxEhr;
import io.mediflow.model.record.RecordType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code up} killed with SIGKILL and started again on the same folder loses nothing and doubles nothing. */
@Timeout(600)
class KilledTest {

  private static final Duration START = Duration.ofSeconds(120);
  private static final List<String> TYPES = List.of("patient", "appointment", "coverage");

  @TempDir private Path data;

  @BeforeAll
  static void built() {
    UpProcess.assumeBuilt();
  }

  @Test
  void inTheMiddleOfTheFirstSyncAndOfAWriteItGoesOnOnce() throws Exception {
    killedInTheMiddleOfTheFirstSync();
    Booked sent;
    try (UpProcess second = start()) {
      second.awaitReady(START.multipliedBy(2));
      assertWhole(second);
      sent = killedInTheMiddleOfAWrite(second);
    }
    try (UpProcess third = start()) {
      third.awaitReady(START.multipliedBy(2));
      assertSettledOnce(third, sent);
    }
  }

  private void killedInTheMiddleOfTheFirstSync() throws Exception {
    try (UpProcess first = start()) {
      RunFile run = first.await(START, "the system runs", first::run);
      Api api = first.api(run);
      first.await(START, "the first sync begins", () -> first.said().contains("First sync") ? Optional.of(true) : Optional.empty());
      try (Stores stores = Stores.of(run)) {
        List<String> oldest = TYPES.stream().map(type -> records(first, run, stores, type).getFirst()).toList();
        List<String> newest = TYPES.stream().map(type -> records(first, run, stores, type).getLast()).toList();
        first.await(START, "some records are there", () -> oldest.stream().map(api::record).flatMap(Optional::stream).findFirst());
        boolean whole = newest.stream().allMatch(id -> api.record(id).isPresent());
        first.kill();
        assertFalse(whole, "the first sync was over already when it was killed");
      }
    }
  }

  private static void assertWhole(UpProcess system) {
    RunFile run = system.run().orElseThrow();
    Api api = system.api(run);
    int all = TYPES.stream().mapToInt(type -> system.ehr(run).all(resource(type)).size()).sum();
    assertTrue(all > 200, "the EHR holds its synthetic practice");
    for (String type : TYPES) {
      assertEquals(system.ehr(run).all(resource(type)).size(), api.all(type).size(), type);
    }
    try (Stores stores = Stores.of(run)) {
      assertEquals(0, stores.deadLetters());
      assertEquals(0, stores.quarantine().page(SamplePractice.CONNECTION, null, 10).items().size());
    }
  }

  private record Booked(String write, String slot) {}

  private static Booked killedInTheMiddleOfAWrite(UpProcess system) throws Exception {
    RunFile run = system.run().orElseThrow();
    Api api = system.api(run);
    SandboxEhr ehr = system.ehr(run);
    JsonNode slot = new Calendar(ehr).freeSlots().getFirst();
    ehr.loseAnswers(1); // the EHR has it, and the system cannot know
    String id = api.http().post("/writes", booking(run, ehr, slot)).json().path("id").asText();
    system.await(Duration.ofSeconds(30), "it is on its way", () ->
        Optional.of(api.write(id).path("state").asText()).filter(state -> state.equals("SENT") || state.equals("UNKNOWN")));
    system.kill();
    return new Booked(id, slot.path("id").asText());
  }

  private static void assertSettledOnce(UpProcess system, Booked sent) throws Exception {
    RunFile run = system.run().orElseThrow();
    Api api = system.api(run);
    JsonNode settled = system.await(Duration.ofSeconds(180), "it is settled", () ->
        Optional.of(api.write(sent.write())).filter(write -> !write.path("inFlight").asBoolean()));
    assertEquals("CONFIRMED", settled.path("state").asText());
    assertEquals(1, new Calendar(system.ehr(run)).holding(sent.slot()).size());
    assertTrue(api.status().path("writes").path("balances").asBoolean());
  }

  private UpProcess start() throws Exception {
    return UpProcess.start(data.resolve("with spaces"), "--port", "0", "--sandbox-port", "0", "--time-scale", "10");
  }

  /** The record ids of all that the EHR has of a type, in the order in which the first sync lists it. */
  private static List<String> records(UpProcess system, RunFile run, Stores stores, String type) {
    return system.ehr(run).all(resource(type)).stream()
        .sorted(Comparator.comparing(one -> World.instant(one.at("/meta/lastUpdated").asText())))
        .map(one -> stores.recordIds().recordId(SamplePractice.CONNECTION, "fhir", RecordType.of(type), one.path("id").asText()))
        .toList();
  }

  private static String resource(String type) {
    return type.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + type.substring(1);
  }

  private static ObjectNode booking(RunFile run, SandboxEhr ehr, JsonNode slot) {
    Calendar calendar = new Calendar(ehr);
    String patient = ehr.all("Patient").getFirst().path("id").asText();
    ObjectNode request = World.JSON.createObjectNode()
        .put("connection", SamplePractice.CONNECTION).put("operation", "appointment.create").put("idempotencyKey", "killed");
    try (Stores stores = Stores.of(run)) {
      request.putObject("fields")
          .put("patient", stores.recordIds().recordId(SamplePractice.CONNECTION, "fhir", RecordType.PATIENT, patient))
          .put("start", slot.path("start").asText()).put("end", slot.path("end").asText())
          .put("slot", "Slot/" + slot.path("id").asText()).put("practitioner", calendar.practitioner(slot));
    }
    return request;
  }
}
