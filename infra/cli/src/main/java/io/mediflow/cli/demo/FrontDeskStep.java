package io.mediflow.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.cli.sample.SandboxEhr;
import io.mediflow.model.record.RecordType;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** 2. The front desk changes an insurance and reschedules an appointment; the record follows by webhook, and without it by polling. */
final class FrontDeskStep implements StoryStep {

  private static final Duration BY_WEBHOOK = Duration.ofSeconds(2);
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  /** The feed shows only what is older than 5 s, so that no late writer falls behind a reader. */
  private static final Duration FEED = Duration.ofSeconds(8);

  private final World world;
  private final Calendar calendar;
  private final Set<String> changed = new HashSet<>();
  private Optional<String> cursor = Optional.empty();

  FrontDeskStep(World world) {
    this.world = world;
    this.calendar = new Calendar(world.ehr);
  }

  @Override
  public String title() {
    return "2. The front desk changes an insurance and reschedules an appointment";
  }

  @Override
  public List<Check> checks() {
    return List.of(
        new Check("an application reads the coverage feed to its end", () -> {
          cursor = end("coverage");
          return "";
        }),
        new Check("the insurance's record is stored within 2 s through the webhook", () -> {
          long told = world.ehr.count("notificationSent");
          String took = insurance("Harbor Mutual of Story", BY_WEBHOOK);
          Check.that(world.ehr.count("notificationSent") > told, "the EHR delivered no notification");
          return took;
        }),
        new Check("the moved appointment's record is stored within 2 s through the webhook", this::reschedule),
        new Check("with the webhook off it is stored through polling, within one interval and 2 s", () -> {
          world.ehr.notifications(false);
          try {
            return insurance("Lighthouse Health of Story", world.scaled(INTERVAL).plus(BY_WEBHOOK));
          } finally {
            world.ehr.notifications(true);
          }
        }),
        new Check("the change feed goes on with the changed insurance", () -> {
          world.within(FEED, "the feed tells the change", () -> {
            JsonNode page = world.api.feed("coverage", cursor, 100);
            page.path("records").forEach(record -> changed.remove(record.path("id").asText()));
            cursor = Optional.ofNullable(page.get("next")).map(JsonNode::asText).or(() -> cursor);
            return changed.isEmpty() ? Optional.of(true) : Optional.empty();
          });
          return "";
        }));
  }

  private String insurance(String payer, Duration patience) {
    String id = world.ehr.all("Coverage").getFirst().path("id").asText();
    String record = world.recordId(RecordType.COVERAGE, id);
    world.ehr.change("Coverage", id, SandboxEhr.set("/payor/0/display", payer));
    String took = world.fieldWithin(patience, record, "payer", payer);
    changed.add(record);
    return took;
  }

  private String reschedule() {
    JsonNode appointment = calendar.booked().getFirst();
    String id = appointment.path("id").asText();
    JsonNode slot = calendar.freeSlotLike(appointment.at("/slot/0/reference").asText());
    JsonNode moved = world.ehr.change("Appointment", id, SandboxEhr.set("/slot/0/reference", "Slot/" + slot.path("id").asText()));
    Check.equal(slot.path("start").asText(), moved.path("start").asText(), "the EHR's new time");
    return world.fieldWithin(BY_WEBHOOK, world.recordId(RecordType.APPOINTMENT, id), "start", moved.path("start").asText());
  }

  private Optional<String> end(String type) {
    Optional<String> at = Optional.empty();
    while (true) {
      JsonNode page = world.api.feed(type, at, 100);
      at = Optional.ofNullable(page.get("next")).map(JsonNode::asText).or(() -> Optional.empty());
      if (page.path("records").isEmpty() || at.isEmpty()) {
        return at;
      }
    }
  }
}
