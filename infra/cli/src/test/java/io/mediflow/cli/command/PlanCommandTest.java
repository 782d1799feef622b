package io.mediflow.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.cli.run.DataFolder;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.embedded.EmbeddedAws;
import io.mediflow.embedded.TemplateReader;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans of connections on real tables. */
class PlanCommandTest {

  private static EmbeddedAws aws;

  @TempDir private Path place;
  private DataFolder data;
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
    data = running.data();
  }

  @AfterEach
  void ended() {
    running.close();
  }

  @Test
  void aPlanThatHoldsIsPrinted() {
    connection("told", "smart-r4", "hook-told-fhir", "fhir");

    String said = Ran.of("plan", "told", "--data", data.path()).well().out().replaceAll(" +", " ");

    assertTrue(said.startsWith("told: smart-r4@1.2.0, 0 patients, 0 of them in the hot set"), said);
    assertTrue(said.contains("\npatient fhir last-updated, rest-hook whole real-time 1 min 1.0 "
        + "seconds, 3 min if a notification is lost\n"), said);
    assertTrue(said.contains("\nnote fhir last-updated, rest-hook whole real-time 5 min 0.2 seconds, 7 min if a notification is lost\n"), said);
    assertTrue(said.contains("\nfhir fhir 6.0 unstated -\n"), said);
    assertTrue(said.contains("\npatient fhir 1 all\n"), said);
    assertTrue(said.contains("\nobservation fhir 1 for each 100 What is older than the start depth"), said);
    assertTrue(said.contains("\nslot fhir rest-hook pushed real-time - 0.0 seconds, unless a notification is lost;"
        + " a silence of more than 96 h is told\n"), said);
    assertTrue(said.contains("\nslot fhir - The EHR only sends these to us"), said);
    assertTrue(said.endsWith("The plan holds.\n"), said);
  }

  @Test
  void aRefusedPlanSaysWhatToDo() {
    connection("silent", "hl7v2", "", "feed");

    Ran ran = Ran.of("plan", "silent", "--data", data.path());

    ran.failed(1, "The plan of silent is refused; each refusal above says what to do.");
    assertTrue(ran.out().contains("not followed: the EHR's notifications are not switched on"), ran.out());
    assertTrue(ran.out().contains(": Nothing learns of its changes within minutes:"
        + " by feed the EHR's notifications are not switched on."
        + " Add the connection with webhook: true for feed"), ran.out());
    assertFalse(ran.out().contains("The plan holds."));
  }

  @Test
  void aScriptReadsItAsJson() throws IOException {
    connection("limited", "eclinicalworks", "", "fhir", "feed");

    Ran ran = Ran.of("plan", "limited", "--roster", 900, "--hot-set", 30, "--format", "json", "--data", data.path());

    ran.failed(1, "The plan of limited is refused; each refusal above says what to do.");
    JsonNode plan = new ObjectMapper().readTree(ran.out());
    assertEquals(900, plan.path("roster").asInt());
    assertEquals(30, plan.path("hotSet").asInt());
    assertFalse(plan.path("holds").asBoolean(true));
    assertEquals("fhir", plan.at("/budgets/0/bucket").asText());
    assertEquals(250, plan.at("/budgets/0/calls").asInt());
    assertEquals("PT1M", plan.at("/budgets/0/window").asText());
    assertEquals(30, plan.at("/budgets/0/percent").asInt());
    assertEquals("patient", plan.at("/flows/0/record").asText());
    assertEquals("hot", plan.at("/flows/0/scope").asText());
    assertEquals("PT24H", plan.at("/flows/1/interval").asText());
    assertEquals("hl7v2-feed", plan.at("/flows/2/strategies/0").asText());
    assertFalse(plan.at("/flows/2/followed").asBoolean(true));
    assertEquals("patient", plan.at("/nightly/0/record").asText());
    assertTrue(plan.at("/nightly/0/notCompared").asText().startsWith("The EHR lists these only for a patient"), plan.toString());
    assertEquals("bulk-group", plan.at("/rosterSources/1/source").asText());
    assertEquals("appointment", plan.at("/refusals/0/subject").asText());
    assertEquals(1, plan.path("refusals").size());
  }

  @Test
  void whereTheEhrWantsAPatientNamedTheHotSetIsFollowedCloselyAndTheRestAtNight() {
    connection("by-patient", "epic", "", "fhir");

    Ran ran = Ran.of("plan", "by-patient", "--roster", 2000, "--hot-set", 40, "--data", data.path());

    String said = ran.out().replaceAll(" +", " ");
    assertTrue(said.contains("\npatient fhir windowed-relist hot near-real-time 5 min 8.0 7 min\n"), said);
    assertTrue(said.contains("\npatient fhir windowed-relist rest nightly 24 h 1.4 1442 min\n"), said);
    assertTrue(said.contains("\npatients to follow come from: hl7v2-feed (nobody: the connection does not use the feed), "), said);
    assertTrue(said.contains("Refused:\n charge: "), said);
    ran.failed(1, "The plan of by-patient is refused; each refusal above says what to do.");
  }

  @Test
  void anUnknownConnectionIsSaid() {
    Ran.of("plan", "nowhere", "--data", data.path()).failed(1, "There is no connection nowhere");
  }

  private void connection(String id, String packageName, String hookSecret, String... ways) {
    List<EhrInterface> interfaces = Arrays.stream(ways)
        .map(one -> new EhrInterface(one, URI.create("https://ehr.example/fhir"), "us", id, List.of(), hookSecret)).toList();
    try (Stores stores = Stores.of(RunFile.running(data))) {
      assertTrue(stores.connections().put(
          new Connection(id, id, packageName, 1, ZoneId.of("America/New_York"), interfaces, false, 0)));
    }
  }
}
