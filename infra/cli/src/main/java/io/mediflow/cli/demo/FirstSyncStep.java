package io.mediflow.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.cli.Failure;
import io.mediflow.cli.Terminal;
import io.mediflow.cli.sample.FirstSync;
import io.mediflow.cli.sample.Patience;
import io.mediflow.cli.sample.SamplePractice;
import io.mediflow.model.record.RecordType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** 1. Every seeded patient, appointment and coverage becomes a record; counts and a content hash agree with the EHR. */
final class FirstSyncStep implements StoryStep {

  private static final Map<RecordType, String> RESOURCES = Map.of(
      RecordType.PATIENT, "Patient", RecordType.APPOINTMENT, "Appointment", RecordType.COVERAGE, "Coverage");

  private static final Patience PATIENCE = new Patience(Duration.ofSeconds(60), Duration.ofMinutes(5));
  private static final Duration FEED = Duration.ofSeconds(8);

  private final World world;
  private final Terminal terminal;

  FirstSyncStep(World world, Terminal terminal) {
    this.world = world;
    this.terminal = terminal;
  }

  @Override
  public String title() {
    return "1. First sync: what the EHR has becomes records";
  }

  @Override
  public List<Check> checks() {
    return List.of(
        new Check("everything in the EHR stands in the change feed", () -> {
          Map<String, Integer> counts = all();
          Check.that(counts.get("patient") >= 25, "only " + counts.get("patient") + " patients");
          return FirstSync.words(counts);
        }),
        agreement(RecordType.PATIENT), agreement(RecordType.APPOINTMENT), agreement(RecordType.COVERAGE),
        new Check("nothing was quarantined and there is no dead letter", () -> {
          Check.equal(0, world.stores.quarantine().page(SamplePractice.CONNECTION, null, 10).items().size(), "quarantine");
          Check.equal(0, world.stores.deadLetters(), "dead letters");
          return "";
        }));
  }

  private Map<String, Integer> all() {
    try {
      return new FirstSync(world.system, world.ehr).await(terminal, PATIENCE);
    } catch (Failure unwhole) {
      throw new Check.Ended(unwhole.getMessage(), "The later steps were not played: they need every record of the first sync."
          + " Play the demo again when the machine has less to do: mediflow demo");
    }
  }

  private Check agreement(RecordType type) {
    return new Check(type.label() + ": count and content hash agree with the EHR", () -> {
      List<JsonNode> resources = world.ehr.all(RESOURCES.get(type));
      String hash = Contents.ofEhr(world, type, resources);
      // A record whose put was slow moves to a later place in the feed, and is not shown for the moment in between.
      world.within(FEED, "the records agree with the EHR", () -> {
        List<JsonNode> records = world.api.all(type.label());
        return records.size() == resources.size() && hash.equals(Contents.ofRecords(type, records))
            ? Optional.of(true) : Optional.empty();
      });
      return resources.size() + ", " + hash;
    });
  }
}
