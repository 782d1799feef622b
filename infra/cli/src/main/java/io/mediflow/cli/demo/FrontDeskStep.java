package io.mediflow.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.cli.sample.SandboxEhr;
import io.mediflow.model.record.RecordType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * 2. The front desk changes an insurance and reschedules an appointment; the record follows by webhook, and without it by
 * polling.
 */
final class FrontDeskStep implements StoryStep {

  private static final Duration BY_WEBHOOK = Duration.ofSeconds(2);
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  /** The feed shows only what is older than its settle time (5 s, scaled), so that no late writer falls behind a reader. */
  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final Duration FEED_WORK = Duration.ofSeconds(3);

  private static final String NOTIFIED_PAYER = "Harbor Mutual of Story";
  private static final String POLLED_PAYER = "Lighthouse Health of Story";

  private final World world;
  private final Calendar calendar;
  private final Polling polling;
  private Optional<String> coverages = Optional.empty();
  private Optional<String> appointments = Optional.empty();
  private String insured;
  private JsonNode moved;

  FrontDeskStep(World world) {
    this.world = world;
    this.calendar = new Calendar(world.ehr);
    this.polling = new Polling(world);
  }

  @Override
  public String title() {
    return "2. The front desk changes an insurance and reschedules an appointment";
  }

  @Override
  public List<Check> checks() {
    return List.of(
        new Check("an application reads the feeds of coverages and appointments to their ends", () -> {
          coverages = end("coverage");
          appointments = end("appointment");
          return "";
        }),
        new Check("the insurance's record is stored within 2 s through the webhook, polling held", () ->
            polling.held(() -> insurance(NOTIFIED_PAYER, BY_WEBHOOK))),
        new Check("the moved appointment's record is stored within 2 s through the webhook, polling held", () ->
            polling.held(this::reschedule)),
        new Check("an appointment that the front desk cancels is cancelled in its record within 2 s, polling held", () ->
            polling.held(this::cancel)),
        new Check("with the webhook off it is stored through polling, within one interval and 2 s", () -> {
          world.ehr.notifications(false);
          try {
            return insurance(POLLED_PAYER, world.scaled(INTERVAL).plus(BY_WEBHOOK));
          } finally {
            world.ehr.notifications(true);
          }
        }),
        new Check("the coverage feed goes on with the insurance that was polled", () ->
            told("coverage", coverages, world.recordId(RecordType.COVERAGE, insured), "payer", POLLED_PAYER)),
        new Check("the appointment feed goes on with the moved appointment", () ->
            told("appointment", appointments, world.recordId(RecordType.APPOINTMENT, moved.path("id").asText()),
                "start", moved.path("start").asText())));
  }

  private String insurance(String payer, Duration patience) {
    insured = world.ehr.all("Coverage").getFirst().path("id").asText();
    world.ehr.change("Coverage", insured, SandboxEhr.set("/payor/0/display", payer));
    return world.fieldWithin(patience, world.recordId(RecordType.COVERAGE, insured), "payer", payer);
  }

  private String reschedule() {
    JsonNode appointment = calendar.booked().getFirst();
    String id = appointment.path("id").asText();
    JsonNode slot = calendar.freeSlotLike(appointment.at("/slot/0/reference").asText());
    moved = world.ehr.change("Appointment", id, SandboxEhr.set("/slot/0/reference", "Slot/" + slot.path("id").asText()));
    Check.equal(slot.path("start").asText(), moved.path("start").asText(), "the EHR's new time");
    return world.fieldWithin(BY_WEBHOOK, world.recordId(RecordType.APPOINTMENT, id), "start", moved.path("start").asText());
  }

  private String cancel() {
    String id = calendar.booked().getLast().path("id").asText();
    String record = world.recordId(RecordType.APPOINTMENT, id);
    Check.equal("booked", world.record(record).at("/fields/status").asText(), "the record's status before");
    world.ehr.change("Appointment", id, SandboxEhr.set("/status", "cancelled"));
    return world.fieldWithin(BY_WEBHOOK, record, "status", "cancelled");
  }

  /** The feed, read on from where its reader had come to, tells the record with the value that it has now. */
  private String told(String type, Optional<String> from, String record, String field, String value) {
    world.within(world.scaled(SETTLE).plus(FEED_WORK), "the " + type + " feed tells the changed " + field, () -> {
      for (JsonNode one : world.api.feed(type, from, 100).path("records")) {
        if (one.path("id").asText().equals(record) && World.same(one.path("fields").path(field).asText(), value)) {
          return Optional.of(true);
        }
      }
      return Optional.empty();
    });
    return "";
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
