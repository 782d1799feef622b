package io.mediflow.cli.sample;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.cli.Failure;
import io.mediflow.cli.Terminal;
import io.mediflow.cli.run.Api;
import io.mediflow.cli.run.LocalSystem;
import io.mediflow.cli.run.Pause;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Waits until every resource of the sandbox EHR stands in the change feed, and shows how far it is. */
public final class FirstSync {

  /** Our record types and the EHR's, of which the simulated practice has any that we list. */
  private static final Map<String, String> TYPES = new TreeMap<>(Map.of(
      "patient", "Patient", "appointment", "Appointment", "coverage", "Coverage", "encounter", "Encounter",
      "practitioner", "Practitioner", "location", "Location"));

  /** Each look takes from the machine what the sync needs too. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Api api;
  private final SandboxEhr ehr;
  private final Map<String, String> cursors = new LinkedHashMap<>();
  private final Map<String, Set<String>> seen = new LinkedHashMap<>();

  public FirstSync(LocalSystem system, SandboxEhr ehr) {
    this.api = Api.of(system.data(), system.run(), SamplePractice.APPLICATION);
    this.ehr = ehr;
  }

  /** Returns how many records of each type there are once all are there. */
  public Map<String, Integer> await(Terminal terminal, Patience patience) {
    Map<String, Integer> wanted = new LinkedHashMap<>();
    TYPES.forEach((type, resource) -> {
      wanted.put(type, ehr.all(resource).size());
      seen.put(type, new HashSet<>());
    });
    int total = wanted.values().stream().mapToInt(Integer::intValue).sum();
    terminal.say("First sync of what the EHR has: " + words(wanted));
    long start = System.nanoTime();
    long moved = start;
    int before = 0;
    try (Terminal.Progress progress = terminal.progress("records", total)) {
      while (true) {
        int there = 0;
        for (String type : TYPES.keySet()) {
          boolean whole = seen.get(type).size() >= wanted.get(type);
          there += whole ? wanted.get(type) : Math.min(wanted.get(type), follow(type));
        }
        progress.at(there);
        if (there == total) {
          return wanted;
        }
        long now = System.nanoTime();
        moved = there > before ? now : moved;
        before = there;
        Duration waited = Duration.ofNanos(now - start);
        if (patience.ended(Duration.ofNanos(now - moved), waited)) {
          throw new Failure("The first sync was not whole after " + waited.toSeconds() + " s: " + there + " of " + total
              + " records. A machine that is busy with something else may be the reason; else the logs in the data folder say more.");
        }
        Pause.of(LOOK);
      }
    }
  }

  /** For people, for example {@code 201 appointments, 51 coverages}. */
  public static String words(Map<String, Integer> counts) {
    return counts.entrySet().stream().map(one -> one.getValue() + " " + one.getKey() + "s").collect(Collectors.joining(", "));
  }

  /** Reads on in the feed of a type; how many records it has told so far. */
  private int follow(String type) {
    Set<String> ids = seen.get(type);
    while (true) {
      JsonNode page = api.feed(type, Optional.ofNullable(cursors.get(type)), 100);
      page.path("records").forEach(record -> ids.add(record.path("id").asText()));
      if (page.hasNonNull("next")) {
        cursors.put(type, page.get("next").asText());
      }
      if (page.path("records").size() < 100) {
        return ids.size();
      }
    }
  }
}
