package io.mediflow.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir private Path data;

  @Test
  void whatWasAnsweredOutlivesAKilledProcess() throws Exception {
    Process first = child();
    List<String> answered = new CopyOnWriteArrayList<>();
    try (BufferedReader out = first.inputReader()) {
      URI base = ready(out);
      Thread writer = Thread.ofVirtual().start(() -> {
        App desk = new App(base);
        try {
          while (true) {
            App.Answer created = desk.control("POST", "/fhir/Patient", WriteTest.newPatient().toString());
            answered.add("Patient/" + created.body().path("id").asText());
          }
        } catch (UncheckedIOException killed) {
          // the process is gone, as it should be
        }
      });
      NotificationTest.await(() -> answered.size() >= 20);
      first.destroyForcibly().waitFor();
      writer.join();
    }
    try (Sandbox again = Sandbox.start(Options.defaults().withData(data))) {
      assertTrue(answered.stream().allMatch(reference -> again.store().find(reference).isPresent()));
      int patients = again.store().all("Patient").size();
      assertTrue(patients == 30 + answered.size() || patients == 31 + answered.size(), "at most the one in flight is more");
    }
  }

  @Test
  void aRestartFindsVersionsTokensClientsAndWebhooks() {
    Map<String, JsonNode> before;
    App app;
    try (Sandbox sandbox = Sandbox.start(Options.defaults().withData(data))) {
      app = App.registered(sandbox);
      app.create("Patient", WriteTest.newPatient());
      app.control("POST", "/webhooks", "{\"target\":\"http://127.0.0.1:9/hooks\",\"secret\":\"s\"}");
      app.control("PUT", "/webhooks", "{\"enabled\": true}");
      before = holdings(sandbox);
      assertEquals(31, before.keySet().stream().filter(r -> r.startsWith("Patient/")).count());
      IllegalArgumentException taken = assertThrows(IllegalArgumentException.class, () -> Sandbox.start(Options.defaults().withData(data)));
      assertTrue(taken.getMessage().contains("in use"), taken.getMessage());
    }
    try (Sandbox again = Sandbox.start(Options.defaults().withData(data))) {
      assertEquals(before, holdings(again));
      assertTrue(again.notifications().enabled());
      assertEquals("http://127.0.0.1:9/hooks", again.notifications().subscribers().getFirst().target().toString());
      assertTrue(again.clients().find(App.ID).isPresent());
      App same = new App(again.base()).withToken(app.heldToken());
      assertEquals(200, same.get("/fhir/Patient").status());
      JsonNode created = same.create("Patient", WriteTest.newPatient()).body();
      String newest = before.values().stream().map(j -> j.at("/meta/lastUpdated").asText()).max(String::compareTo).orElseThrow();
      assertTrue(created.at("/meta/lastUpdated").asText().compareTo(newest) > 0);
    }
  }

  @Test
  void aHalfWrittenLastLineIsCutOff() throws IOException {
    try (Sandbox sandbox = Sandbox.start(Options.defaults().withData(data))) {
      App.registered(sandbox).create("Patient", WriteTest.newPatient());
    }
    Path journal = data.resolve("journal.ndjson");
    long whole = Files.size(journal);
    Files.writeString(journal, "{\"commit\":[{\"resourceType\":\"Pat", StandardOpenOption.APPEND);
    try (Sandbox again = Sandbox.start(Options.defaults().withData(data))) {
      assertEquals(31, again.store().all("Patient").size());
      assertEquals(whole, Files.size(journal));
    }
  }

  @Test
  void anEarlierDamageIsNamedAndNothingIsWritten() throws IOException {
    try (Sandbox sandbox = Sandbox.start(Options.defaults().withData(data))) {
      App.registered(sandbox).create("Patient", WriteTest.newPatient());
    }
    Path journal = data.resolve("journal.ndjson");
    List<String> lines = new ArrayList<>(Files.readAllLines(journal));
    lines.set(1, lines.get(1).substring(3));
    Files.write(journal, lines);
    long size = Files.size(journal);
    IllegalArgumentException damaged = assertThrows(IllegalArgumentException.class, () -> Sandbox.start(Options.defaults().withData(data)));
    assertTrue(damaged.getMessage().startsWith("Line 2 of "), damaged.getMessage());
    assertEquals(size, Files.size(journal));
  }

  @Test
  void aLineThatSaysNothingKnownIsDamage() throws IOException {
    Files.writeString(data.resolve("journal.ndjson"), "{\"coxmit\":[]}\n");
    IllegalArgumentException damaged = assertThrows(IllegalArgumentException.class, () -> Sandbox.start(Options.defaults().withData(data)));
    assertTrue(damaged.getMessage().startsWith("Line 1 of "), damaged.getMessage());
  }

  @Test
  void itEndsWithTheProcessThatStartedItWhenAskedTo() throws Exception {
    Process child = process("--no-seed-data", "--watch-stdin");
    try (BufferedReader out = child.inputReader()) {
      ready(out);
      child.getOutputStream().close();
      assertTrue(child.waitFor(10, TimeUnit.SECONDS), "still running");
    } finally {
      child.destroyForcibly();
    }
  }

  private static Map<String, JsonNode> holdings(Sandbox sandbox) {
    Map<String, JsonNode> all = new TreeMap<>();
    for (String type : List.of("Patient", "Appointment", "Coverage", "Slot", "Schedule", "Encounter")) {
      sandbox.store().all(type).forEach(stored -> all.put(stored.reference(), stored.json()));
    }
    return all;
  }

  private Process child() throws IOException {
    return process("--data", data.toString());
  }

  private static Process process(String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
        "-cp", System.getProperty("java.class.path"), Sandbox.class.getName()));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).start();
  }

  private static URI ready(BufferedReader out) throws IOException {
    String line = out.readLine();
    assertTrue(line != null && line.matches("sandbox ready http://127\\.0\\.0\\.1:\\d+/fhir"), line);
    return URI.create(line.substring("sandbox ready ".length()).replace("/fhir", ""));
  }
}
