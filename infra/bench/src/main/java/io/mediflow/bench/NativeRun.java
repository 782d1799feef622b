package io.mediflow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.embedded.EmbeddedAws;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.state.body.FileBodies;
import io.mediflow.state.dynamo.DynamoRecordStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Native change-mapping under the Lambda runtime interface emulator: a good batch with one poisoned record, start and memory. */
final class NativeRun {

  private static final int STARTS = 5;

  private final ObjectMapper json = new ObjectMapper();
  private final EmbeddedAws aws;
  private final Path folder;
  private final Path emulator;
  private final Map<String, String> settings;
  private final Path root = Path.of(System.getProperty("mediflow.root", ""));

  NativeRun(EmbeddedAws aws, Path folder, Path emulator) {
    this.aws = aws;
    this.folder = folder;
    this.emulator = emulator;
    this.settings = Practice.settings(aws, folder);
  }

  /** @param bare the executable of bare-function, when it is to be measured beside */
  int run(Optional<Path> bare) throws Exception {
    Path room = root.resolve("functions/change-mapping/target/change-mapping-0.1.0-runner");
    boolean held = batch(room);
    double own = starts("change-mapping", room);
    if (bare.isPresent()) {
      double peer = starts("bare function", bare.get());
      System.out.printf("first answer, change-mapping to bare function: ratio %.2f%n", own / peer);
    }
    return held ? 0 : 1;
  }

  private boolean batch(Path executable) throws Exception {
    ObjectNode event = json.createObjectNode();
    ArrayNode records = event.putArray("Records");
    for (int number = 0; number < 9; number++) {
      records.addObject().put("messageId", "good-" + number).put("body", json.writeValueAsString(Practice.change(number)));
    }
    records.addObject().put("messageId", "poisoned").put("body", "{ this is no change");
    try (Emulated function = Emulated.start(emulator, executable, settings)) {
      JsonNode answer = json.readTree(function.invoke(event.toString()));
      List<String> failures = new ArrayList<>();
      answer.path("batchItemFailures").forEach(one -> failures.add(one.path("itemIdentifier").asText()));
      List<StoredRecord> stored = stored();
      long own = stored.stream().filter(one -> one.fields().get("custom") instanceof Map<?, ?> custom && custom.containsKey("pharmacy")).count();
      boolean held = failures.equals(List.of("poisoned")) && stored.size() == 9 && own == 9;
      System.out.printf("native change-mapping: 9 good changes and 1 poisoned: %d records stored, %d with the field of an overlay's extension(), "
          + "failures reported %s: %s%n", stored.size(), own, failures, held ? "ok" : "NOT AS IT SHOULD BE: " + answer);
      return held;
    }
  }

  private List<StoredRecord> stored() {
    try (var dynamo = aws.dynamo()) {
      return new DynamoRecordStore(dynamo, "RecordsTable", new FileBodies(folder.resolve("bodies")),
          Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)), TimeScale.REAL)
          .feed(Practice.ID, RecordType.PATIENT, null, 100).items();
    }
  }

  /** The median of fresh starts: from the event's arrival at the emulator, which starts the executable, to its answer. */
  private double starts(String name, Path executable) throws Exception {
    // A change of nobody's: one read of the connection, and no other call.
    String change = json.writeValueAsString(Map.of("id", "change", "origin", "NOTIFICATION", "connection", "nobody",
        "interfaceName", "fhir", "resourceType", "Patient", "sourceId", "1", "fetchStart", 1, "attempts", 0));
    ObjectNode event = json.createObjectNode();
    event.putArray("Records").addObject().put("messageId", "change").put("body", change);
    List<Double> first = new ArrayList<>();
    List<Double> next = new ArrayList<>();
    long memory = 0;
    for (int start = 0; start < STARTS; start++) {
      try (Emulated function = Emulated.start(emulator, executable, settings)) {
        first.add(function.timed(event.toString()));
        for (int again = 0; again < 20; again++) {
          next.add(function.timed(event.toString()));
        }
        memory = Math.max(memory, function.residentKilobytes());
      }
    }
    double median = median(first);
    System.out.printf("%s: first answer %.0f ms (median of %d starts), next answers %.1f ms, %d MB resident%n",
        name, median, STARTS, median(next), memory / 1024);
    return median;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
