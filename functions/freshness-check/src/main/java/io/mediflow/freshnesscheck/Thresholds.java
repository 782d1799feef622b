package io.mediflow.freshnesscheck;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.mediflow.model.watch.TimeScale;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The file of thresholds, as values. */
record Thresholds(
    Heartbeats heartbeat,
    Agent agent,
    Expiry certificate,
    Expiry key,
    Age freshness,
    Errors errors,
    Latency latency,
    Age queue,
    Quarantine quarantine,
    Writes writes) {

  private static final Map<String, Set<String>> GROUPS = Map.of(
      "heartbeat", Set.of("misses", "silence"),
      "agent", Set.of("silence", "oldest", "refused"),
      "certificate", Set.of("under"),
      "key", Set.of("under"),
      "freshness", Set.of("over"),
      "errors", Set.of("window", "over", "calls", "failures"),
      "latency", Set.of("window", "over", "calls"),
      "queue", Set.of("over"),
      "quarantine", Set.of("count", "over"),
      "writes", Set.of("unknown", "needs-human"));

  record Heartbeats(int misses, Duration silence) {}

  record Agent(Duration silence, Duration oldest, int refused) {}

  record Expiry(Duration under) {}

  record Age(Duration over) {}

  record Errors(Duration window, double over, int calls, int failures) {}

  record Latency(Duration window, Duration over, int calls) {}

  record Quarantine(int count, Duration over) {}

  record Writes(int unknown, int needsHuman) {}

  static Thresholds bundled() {
    try (InputStream file = Thresholds.class.getResourceAsStream("/thresholds.yaml")) {
      if (file == null) {
        throw new IllegalStateException("thresholds.yaml is not in this build");
      }
      return parse(file.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** @throws IllegalArgumentException when a threshold is missing, unknown or not what it should be; the message names it */
  static Thresholds parse(byte[] yaml) throws IOException {
    JsonNode all = new YAMLMapper().readTree(yaml);
    GROUPS.forEach((group, names) -> only(all.path(group), group, names));
    only(all, "thresholds", GROUPS.keySet());
    return new Thresholds(
        new Heartbeats(whole(all, "heartbeat", "misses"), time(all, "heartbeat", "silence")),
        new Agent(time(all, "agent", "silence"), time(all, "agent", "oldest"), whole(all, "agent", "refused")),
        new Expiry(time(all, "certificate", "under")),
        new Expiry(time(all, "key", "under")),
        new Age(time(all, "freshness", "over")),
        new Errors(time(all, "errors", "window"), number(all, "errors", "over").asDouble(), whole(all, "errors", "calls"),
            whole(all, "errors", "failures")),
        new Latency(time(all, "latency", "window"), time(all, "latency", "over"), whole(all, "latency", "calls")),
        new Age(time(all, "queue", "over")),
        new Quarantine(whole(all, "quarantine", "count"), time(all, "quarantine", "over")),
        new Writes(whole(all, "writes", "unknown"), whole(all, "writes", "needs-human")));
  }

  /** What measures our own work shrinks with time; what measures the EHR does not. */
  Thresholds scaled(TimeScale scale) {
    return new Thresholds(
        new Heartbeats(heartbeat.misses(), scale.scaled(heartbeat.silence())),
        agent, // it tells by its own clock, once a minute
        certificate,
        key,
        new Age(scale.scaled(freshness.over())),
        new Errors(scale.scaled(errors.window()), errors.over(), errors.calls(), errors.failures()),
        new Latency(scale.scaled(latency.window()), latency.over(), latency.calls()),
        new Age(scale.scaled(queue.over())),
        new Quarantine(quarantine.count(), scale.scaled(quarantine.over())),
        writes);
  }

  /** The longest window that a check looks back over. */
  Duration longestWindow() {
    return errors.window().compareTo(latency.window()) >= 0 ? errors.window() : latency.window();
  }

  /** A name that nobody reads would be a threshold that nobody holds. */
  private static void only(JsonNode node, String path, Set<String> names) {
    Set<String> unknown = new TreeSet<>();
    node.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(names);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("thresholds.yaml: " + path + " has no " + String.join(", ", unknown));
    }
  }

  private static int whole(JsonNode all, String group, String name) {
    JsonNode value = number(all, group, name);
    if (!value.isInt() || value.asInt() < 0) {
      throw new IllegalArgumentException("thresholds.yaml: " + group + "." + name + " must be a whole number, 0 or more");
    }
    return value.asInt();
  }

  private static JsonNode number(JsonNode all, String group, String name) {
    JsonNode value = all.path(group).path(name);
    if (!value.isNumber()) {
      throw new IllegalArgumentException("thresholds.yaml: " + group + "." + name + " must be a number");
    }
    return value;
  }

  private static Duration time(JsonNode all, String group, String name) {
    try {
      return Duration.parse(all.path(group).path(name).asText());
    } catch (DateTimeParseException noDuration) {
      throw new IllegalArgumentException("thresholds.yaml: " + group + "." + name + " must be a duration such as PT15M", noDuration);
    }
  }
}
