package io.mediflow.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.embedded.EmbeddedAws;
import io.mediflow.embedded.TemplateReader;
import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.RosterStore.Kind;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.record.RecordType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RosterCommandTest {

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
    try (Stores stores = stores()) {
      stores.connections().put(new Connection("enrolled", "Enrolled", "epic", 1, ZoneId.of("America/New_York"),
          List.of(new EhrInterface("fhir", URI.create("https://ehr.example/fhir"), "us", "k", List.of(), "")), false, 0));
      for (Kind kind : Kind.values()) {
        stores.roster().leave("enrolled", "fhir", kind, stores.roster().page("enrolled", "fhir", kind, null, 100).items());
      }
    }
  }

  @AfterEach
  void ended() {
    running.close();
  }

  private Stores stores() {
    return Stores.of(RunFile.running(running.data()));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(place.resolve("ids.txt"), text);
  }

  private Ran run(Object... arguments) {
    Object[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--data";
    all[arguments.length + 1] = running.data().path();
    return Ran.of(all);
  }

  private List<String> followed(Kind kind) {
    try (Stores stores = stores()) {
      return stores.roster().page("enrolled", "fhir", kind, null, 100).items();
    }
  }

  @Test
  void whoIsEnrolledIsFollowedAndCountedUntilTheyLeave() throws IOException {
    run("roster", "enrol", "enrolled", file("p2\n\n p1 \np2\n"), "--hot").well();
    run("roster", "enrol", "enrolled", file("d1\n"), "--kind", "practitioner").well();

    assertEquals(List.of("p1", "p2"), followed(Kind.PATIENT));
    assertEquals(List.of("d1"), followed(Kind.PRACTITIONER));
    String shown = run("roster", "show", "enrolled").well().out().replaceAll(" +", " ");
    assertTrue(shown.contains("fhir 2 2 1 0"), shown);

    run("roster", "leave", "enrolled", file("p1")).well();
    assertEquals(List.of("p2"), followed(Kind.PATIENT));
  }

  @Test
  void whoIsEnrolledByDayDoesNotWaitForTheNight() throws IOException {
    Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
    FlowId rest = flow(RecordType.NOTE, FlowId.Scope.REST, Checkpoint.START, tomorrow);
    FlowId hot = flow(RecordType.CONDITION, FlowId.Scope.HOT, Checkpoint.START, tomorrow);
    Checkpoint begun = new Checkpoint(
        Optional.empty(), Optional.of(Instant.now()), Optional.empty(), Optional.empty(), 3, 0);
    FlowId underWay = flow(RecordType.ALLERGY, FlowId.Scope.REST, begun, tomorrow);

    run("roster", "enrol", "enrolled", file("p1")).well();

    try (Stores stores = stores()) {
      assertTrue(stores.flows().find(rest).orElseThrow().due().isBefore(tomorrow));
      assertEquals(tomorrow, stores.flows().find(hot).orElseThrow().due());
      assertEquals(tomorrow, stores.flows().find(underWay).orElseThrow().due());
    }
  }

  private FlowId flow(RecordType type, FlowId.Scope scope, Checkpoint checkpoint, Instant due) {
    FlowId id = new FlowId("enrolled", "fhir", type, scope);
    try (Stores stores = stores()) {
      stores.flows().put(new Flow(id, checkpoint, due, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0));
    }
    return id;
  }

  @ParameterizedTest
  @ValueSource(strings = {"p1\nPatient/p2\n", "p1\np 2", "p1\n" + "x,y"})
  void aFileWithSomethingElseChangesNothingAndQuotesNothing(String text) throws IOException {
    Ran ran = run("roster", "enrol", "enrolled", file(text));

    ran.failed(1, "Line 2 of ");
    assertTrue(!ran.err().contains("p2") && !ran.err().contains("x,y"), ran.err());
    assertEquals(List.of(), followed(Kind.PATIENT));
  }

  @Test
  void wrongUsageIsSaid() throws IOException {
    Ran.of("roster").failed(2, "Say what to do: show, enrol or leave.");
    run("roster", "enrol", "enrolled", file("")).failed(1, "There is no id in ");
    run("roster", "enrol", "enrolled", place.resolve("nothing")).failed(2, "There is no file");
    run("roster", "enrol", "enrolled", file("a"), "--interface", "feed").failed(2, "has no interface feed");
    run("roster", "enrol", "enrolled", file("a"), "--kind", "location", "--hot").failed(2, "--hot is for patients");
    run("roster", "show", "nowhere").failed(1, "There is no connection nowhere");
  }
}
