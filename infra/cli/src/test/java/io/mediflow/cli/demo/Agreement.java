package io.mediflow.cli.demo;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.cli.run.Api;
import io.mediflow.cli.run.DataFolder;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.cli.sample.SamplePractice;
import io.mediflow.cli.sample.SandboxEhr;
import io.mediflow.mapping.Mapper;
import io.mediflow.mapping.ReadContext;
import io.mediflow.mapping.ReadResult;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.Overlay;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether an application reads what the EHR has: by its resources, mapped anew. */
final class Agreement {

  private final Path data;
  private final RunFile run;
  private final SandboxEhr ehr;
  private final Set<String> followed;
  private final Mapper mapper = new Mapper();

  Agreement(Path data, RunFile run, SandboxEhr ehr, Set<String> followed) {
    this.data = data;
    this.run = run;
    this.ehr = ehr;
    this.followed = followed;
  }

  /** Ids of records that are not as the EHR has them, with what is wrong. */
  Map<String, String> differences(Trial trial, RecordType type) {
    Map<String, JsonNode> held = new TreeMap<>();
    Set<String> promised = new TreeSet<>();
    try (Stores stores = Stores.of(run)) {
      RecordIds ids = stores.recordIds();
      ReadContext context = new ReadContext(Trial.ZONE, (of, source) -> ids.recordId(trial.connection(), "fhir", of, source));
      for (JsonNode resource : ehr.all(Chart.resource(type))) {
        String id = ids.recordId(trial.connection(), "fhir", type, resource.path("id").asText());
        var read = mapper.read(trial.ehr(), Overlay.NONE, "fhir", resource.toString().getBytes(StandardCharsets.UTF_8), context);
        held.put(id, World.JSON.valueToTree(assertInstanceOf(ReadResult.Mapped.class, read).fields()));
        if (trial.promises(type, resource, followed)) {
          promised.add(id);
        }
      }
    }
    assertFalse(promised.isEmpty(), trial + " promises no " + type);
    Map<String, String> wrong = new TreeMap<>();
    for (JsonNode record : records(trial, type)) {
      String id = record.path("id").asText();
      promised.remove(id);
      wrong(trial, record, held.get(id)).ifPresent(what -> wrong.put(id, what));
    }
    promised.forEach(missing -> wrong.put(missing, "is missing"));
    return wrong;
  }

  /** How many of its records are known to be deleted. */
  long deleted(Trial trial, RecordType type) {
    return records(trial, type).stream().filter(one -> one.path("ending").asText().equals("deleted")).count();
  }

  private List<JsonNode> records(Trial trial, RecordType type) {
    return Api.of(DataFolder.existing(data), run, application(trial)).all(type.label());
  }

  private static Optional<String> wrong(Trial trial, JsonNode record, JsonNode held) {
    boolean active = record.path("ending").asText().equals("active");
    if (held == null) {
      return active && trial.deletions() ? Optional.of("is deleted in the EHR") : Optional.empty();
    }
    if (!active) {
      return Optional.of("is said to have ended");
    }
    return plain(held).equals(plain(record.path("fields"))) ? Optional.empty() : Optional.of("is not as in the EHR");
  }

  private static String application(Trial trial) {
    return trial.connection().equals(Trial.SAMPLE.connection()) ? SamplePractice.APPLICATION : trial.connection();
  }

  /** The order of members and the kinds of numbers do not matter. */
  private static Object plain(JsonNode fields) {
    return World.JSON.convertValue(World.JSON.convertValue(fields, Map.class), JsonNode.class);
  }
}
