package io.mediflow.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.cli.run.DataFolder;
import io.mediflow.cli.run.RunFile;
import io.mediflow.embedded.EmbeddedAws;
import io.mediflow.embedded.TemplateReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The terminology commands on real tables, with invented codes in the official layouts. */
class TerminologyCommandTest {

  private static final String RXNCONSO = "9000001|ENG||||||1|||x|RXNORM|SCD|9000001|inventol 5 MG Oral Tablet||N|4096|\n";
  private static final String RXNSAT = "9000001||||AUI|9000001|||NDC|RXNORM|00000900101|N||\n";

  private static EmbeddedAws aws;

  @TempDir private Path place;
  private DataFolder data;
  private DataFolder.Lock lock;

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
    data = DataFolder.open(place.resolve("data"));
    lock = data.lock().orElseThrow();
    running(aws.config());
  }

  private void running(Map<String, String> of) {
    Map<String, String> config = new HashMap<>(of);
    config.put("mediflow.keystore", data.path().resolve("keystore.json").toString());
    new RunFile(1, URI.create("http://127.0.0.1:1"), Optional.empty(), 1, config).write(data);
  }

  @AfterEach
  void ended() {
    lock.close();
  }

  @Test
  void aReleaseIsLoadedListedAndLookedInto() throws IOException {
    file("rrf/RXNCONSO.RRF", RXNCONSO);
    file("rrf/RXNSAT.RRF", RXNSAT);
    String said = terminology("load", "rxnorm", place.resolve("rrf"), "--release", "2026-03-02", "--accept-licence").well().out();
    assertTrue(said.startsWith("Loaded rxnorm 2026-03-02 (rrf, sha-256 "), said);
    assertTrue(said.contains("2 codes from 2 lines, 0 lines left out. It is in force."), said);
    String listed = terminology("list").well().out();
    assertTrue(listed.contains("rxnorm 2026-03-02") && listed.contains("licence acknowledged by " + System.getProperty("user.name")), listed);

    JsonNode found = new ObjectMapper().readTree(terminology("find", "ndc", "0000-9001-01").well().out());
    assertEquals("00000900101", found.path("code").asText());
    assertEquals("inventol 5 MG Oral Tablet", found.at("/targets/0/display").asText(), "named by looking it up");
    assertEquals("wider", found.at("/targets/0/equivalence").asText());

    file("rrf/RXNCONSO.RRF", RXNCONSO.replace("inventol", "inventol renamed"));
    terminology("load", "rxnorm", place.resolve("rrf"), "--release", "2026-04-06", "--accept-licence").well();
    assertTrue(terminology("find", "rxnorm", "9000001").well().out().contains("inventol renamed"));
    assertEquals(1, terminology("list").well().out().lines().filter(line -> line.startsWith("rxnorm ")).count());
  }

  @Test
  void noLicenceNoLoad() throws IOException {
    file("cvx.txt", "901|Invented|x||Active|False|2026/01/02\n");
    Ran refused = terminology("load", "snomed-icd10cm", place, "--release", "1");
    refused.failed(2, "SNOMED CT needs an affiliate licence");
    assertTrue(refused.err().contains("Say that you may use it with --accept-licence."), refused.err());
    terminology("load", "cvx", place.resolve("cvx.txt"), "--release", "1").failed(2, "public work of the U.S. government");
    String listed = terminology("list").well().out();
    assertFalse(listed.contains("snomed") || listed.contains("cvx"), listed);
  }

  @Test
  void everyMistakeIsASentence() throws IOException {
    file("odd/cvx.txt", "no codes here\n");
    terminology("load", "loinc", place, "--release", "1", "--accept-licence").failed(2, "There is no kind loinc of terminology; there are rxnorm");
    terminology("load", "cvx", place, "--accept-licence").failed(2, "Missing required option: '--release=VERSION'");
    terminology("load", "cvx", place, "--release", " ", "--accept-licence").failed(2, "--release must name the version");
    terminology("load", "cvx", place.resolve("none"), "--release", "1", "--accept-licence").failed(2, "There is no file or folder");
    Ran odd = terminology("load", "cvx", place.resolve("odd"), "--release", "1", "--accept-licence");
    assertEquals(1, odd.exitCode());
    assertTrue(odd.err().contains("cvx.txt, line 1: ") && odd.err().contains("mediflow: The files hold no code"), odd.err());
    terminology("find", "ndc", "0000900101").failed(2, "An NDC needs its hyphens or 11 digits");
    terminology("find", "icd9", "1").failed(2, "There is no code system icd9");
    terminology("find", "icd10cm", "e119").failed(1, "No loaded release knows E11.9");
    Ran.of("terminology").failed(2, "Say what to do: load, list or find.");
    Ran.of("terminology", "list", "--data", place.resolve("elsewhere")).failed(1, "There is no MediFlow data folder");
  }

  @Test
  void aSystemThatDoesNotAnswerIsSaid() throws IOException {
    file("cvx.txt", "901|Invented|x||Active|False|2026/01/02\n");
    Map<String, String> gone = new HashMap<>(aws.config());
    gone.put("mediflow.aws.endpoint.dynamodb", "http://127.0.0.1:1");
    running(gone);
    terminology("load", "cvx", place.resolve("cvx.txt"), "--release", "1", "--accept-licence")
        .failed(1, "The system stopped answering while cvx was stored. The release before it stays in force");
  }

  private Ran terminology(Object... arguments) {
    Object[] call = java.util.stream.Stream.of(new Object[] {"terminology"}, arguments, new Object[] {"--data", data.path()})
        .flatMap(java.util.Arrays::stream).toArray();
    return Ran.of(call);
  }

  private void file(String name, String text) throws IOException {
    Files.createDirectories(place.resolve(name).getParent());
    Files.writeString(place.resolve(name), text);
  }
}
