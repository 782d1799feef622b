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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Native change-mapping under the Lambda runtime interface emulator: a good batch with one poisoned record, start and memory;
 * the start of native webhook-intake too, where it is built.
 */
final class NativeRun {

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
    double own = starts("change-mapping", room).first();
    if (bare.isPresent()) {
      double peer = starts("bare function", bare.get()).first();
      System.out.printf("first answer, change-mapping to bare function: ratio %.2f%n", own / peer);
    }
    Path webhook = root.resolve("functions/webhook-intake/target/webhook-intake-0.1.0-runner");
    if (Files.exists(webhook)) {
      Starts.measure("webhook-intake, a notification to its durable put", emulator, webhook, settings, notification(), "\"statusCode\":204");
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

  /** A change of nobody's: one read of the connection, and no other call. */
  private Starts starts(String name, Path executable) throws Exception {
    String change = json.writeValueAsString(Map.of("id", "change", "origin", "NOTIFICATION", "connection", "nobody",
        "interfaceName", "fhir", "resourceType", "Patient", "sourceId", "1", "fetchStart", 1, "attempts", 0));
    ObjectNode event = json.createObjectNode();
    event.putArray("Records").addObject().put("messageId", "change").put("body", change);
    return Starts.measure(name, emulator, executable, settings, event.toString(), "batchItemFailures");
  }

  /** A rest-hook with the resource, as the function URL passes it on. */
  private String notification() {
    ObjectNode event = json.createObjectNode().put("version", "2.0").put("rawPath", "/hooks/" + Practice.ID + "/fhir")
        .put("body", Practice.change(1).body()).put("isBase64Encoded", false);
    event.putObject("headers").put("content-type", "application/fhir+json").put("x-hook-secret", Practice.SECRET);
    event.putObject("requestContext").putObject("http").put("method", "POST");
    return event.toString();
  }
}
