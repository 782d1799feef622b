package io.mediflow.sandbox.seed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.sandbox.store.Draft;
import io.mediflow.sandbox.store.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Reads the people, places and payers that Synthea made, and lays a calendar around a day; the same day, the same seed. */
public final class Seed {
  private static final List<String> AS_THEY_ARE = List.of("Organization", "Location", "Practitioner", "Patient", "Coverage");

  private Seed() {}

  /** Everything that the practice holds at the start of {@code today}, in an order in which references come first. */
  public static List<Draft> on(LocalDate today, ZoneId zone) {
    List<Draft> all = new ArrayList<>();
    for (String type : AS_THEY_ARE) {
      read(type).forEach(json -> all.add(draft(json)));
    }
    new Calendar(today, zone, read("Encounter")).all().forEach(json -> all.add(draft(json)));
    return all;
  }

  private static Draft draft(ObjectNode json) {
    return new Draft(json.get("resourceType").asText(), json.get("id").asText(), json);
  }

  private static List<ObjectNode> read(String type) {
    String name = "/seed/" + type + ".ndjson";
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(Seed.class.getResourceAsStream(name), StandardCharsets.UTF_8))) {
      return lines.lines().map(line -> (ObjectNode) Json.read(line)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The seed " + name + " cannot be read", e);
    }
  }
}
