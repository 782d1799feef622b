package io.mediflow.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.cli.run.Http;
import io.mediflow.cli.run.Pause;
import io.mediflow.cli.sample.SandboxEhr;
import io.mediflow.model.record.RecordType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * 6. The EHR goes away for a while: it is told; when it returns the backlog drains, nothing lost, nothing doubled; recovery is
 * told.
 */
final class OutageStep implements StoryStep {

  /**
   * Two heartbeats missed, or fifteen minutes without a window; and the minute's check after it, and some seconds for the work.
   */
  private static final Duration TOLD = Duration.ofMinutes(18);
  private static final Duration WORK = Duration.ofSeconds(10);

  /** The longest that a failed fetch waits, and a claim before it, and the tick. */
  private static final Duration RETRIED = Duration.ofMinutes(11);
  private static final String CITY = "Outageville";

  private final World world;
  private final Calendar calendar;
  private final List<String> notified = new ArrayList<>();
  private JsonNode slot;
  private JsonNode write;
  private JsonNode coverage;
  private String moved;

  OutageStep(World world) {
    this.world = world;
    this.calendar = new Calendar(world.ehr);
  }

  @Override
  public String title() {
    return "6. The EHR goes away for a while and comes back";
  }

  @Override
  public List<Check> checks() {
    return List.of(
        new Check("the EHR goes away; meanwhile its front desk changes an insurance and an application books", this::away),
        new Check("a notification that names a record still comes: its fetch is pending", this::pending),
        new Check("heartbeat says so", () -> told("heartbeat")),
        new Check("freshness says so", () -> told("freshness")),
        new Check("the practice's page says so", () -> {
          String page = world.page();
          for (JsonNode breach : world.api.status().path("breaches")) {
            Check.that(page.contains(escaped(breach.path("sentence").asText())),
                "the page does not tell: " + breach.path("sentence").asText());
          }
          return "";
        }),
        new Check("the write waits and is not lost", () -> {
          JsonNode now = world.api.write(write.path("id").asText());
          Check.that(now.path("inFlight").asBoolean(), "it stands at " + now.path("state").asText());
          return now.path("state").asText();
        }),
        new Check("the EHR returns: the pending fetch is done, polling held", this::fetched),
        new Check("the booking is CONFIRMED, once", () -> {
          world.settled(write, "CONFIRMED", world.scaled(Duration.ofMinutes(5)).plus(WORK.multipliedBy(2)));
          Check.equal(1, calendar.holding(slot.path("id").asText()).size(), "appointments in the slot");
          return "";
        }),
        new Check("what changed meanwhile is stored", () ->
            world.fieldWithin(world.scaled(Duration.ofMinutes(8)).plus(WORK),
                world.recordId(RecordType.COVERAGE, coverage.path("id").asText()), "memberId", "STORY-6")),
        new Check("recovery is told, and the page says that all is in step", this::recovered),
        new Check("nothing lost, nothing doubled: counts and hashes agree with the EHR, no dead letter", this::whole));
  }

  private String away() {
    slot = calendar.freeSlots().getFirst();
    coverage = world.ehr.all("Coverage").get(2);
    world.ehr.outage("503");
    world.ehr.notifications(false); // what is away does not notify
    world.ehr.change("Coverage", coverage.path("id").asText(), SandboxEhr.set("/subscriberId", "STORY-6"));
    ObjectNode request = world.request("appointment.create");
    request.putObject("fields")
        .put("patient", world.recordId(RecordType.PATIENT, world.ehr.all("Patient").get(5).path("id").asText()))
        .put("start", slot.path("start").asText()).put("end", slot.path("end").asText())
        .put("slot", "Slot/" + slot.path("id").asText())
        .put("practitioner", calendar.practitioner(slot));
    write = world.ask(request);
    return "";
  }

  /** The id alone, without a body: what it became must be fetched. */
  private String pending() {
    moved = world.ehr.all("Patient").get(6).path("id").asText();
    world.ehr.change("Patient", moved, SandboxEhr.set("/address/0/city", CITY));
    Http.Answer answer = new Sender(world).send("Patient", moved, "");
    Check.that(answer.well(), "the webhook answered " + answer.status());
    String record = world.recordId(RecordType.PATIENT, moved);
    try (PendingFetches fetches = new PendingFetches(world.system.run())) {
      world.within(WORK, "the fetch is pending", () -> Optional.of(true).filter(yes -> fetches.waits(record)));
    }
    Check.that(!world.record(record).path("fields").toString().contains(CITY), "the record changed while the EHR was away");
    return "";
  }

  private String fetched() {
    String record = world.recordId(RecordType.PATIENT, moved);
    return new Polling(world).held(() -> {
      world.ehr.outage("none");
      try (PendingFetches fetches = new PendingFetches(world.system.run())) {
        world.within(world.scaled(RETRIED).plus(WORK), "no fetch is pending, and the record has what changed", () ->
            Optional.of(true).filter(yes ->
                !fetches.waits(record) && world.record(record).path("fields").toString().contains(CITY)));
      }
      return "";
    });
  }

  private String told(String kind) {
    JsonNode breach = world.within(world.scaled(TOLD).plus(WORK), "the status tells a breach of " + kind, () -> open(kind));
    notified.add(kind);
    return breach.path("sentence").asText();
  }

  private Optional<JsonNode> open(String kind) {
    for (JsonNode one : world.api.status().path("breaches")) {
      if (one.path("kind").asText().equals(kind)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  private String recovered() {
    world.ehr.notifications(true);
    // Errors and latency are means over a quarter of an hour: they recover once the outage has left that window.
    JsonNode status = world.within(world.scaled(Duration.ofMinutes(20)).plus(WORK), "no breach is open", () ->
        Optional.of(world.api.status()).filter(one -> one.path("breaches").isEmpty()));
    for (String kind : notified) {
      boolean told = false;
      for (JsonNode one : status.path("transitions")) {
        told |= one.path("kind").asText().equals(kind) && one.hasNonNull("until");
      }
      Check.that(told, "no recovery of " + kind + " is among the transitions");
    }
    Check.equal("well", status.path("verdict").asText(), "the verdict");
    Check.that(world.page().contains(escaped(status.path("sentence").asText())), "the page does not say so");
    return status.path("sentence").asText();
  }

  private String whole() {
    Pause.of(Duration.ofMillis(500));
    Check.equal(0, world.stores.deadLetters(), "dead letters");
    for (RecordType type : Contents.COMPARED) {
      String resource = type.label().substring(0, 1).toUpperCase(Locale.ROOT) + type.label().substring(1);
      world.within(WORK, type.label() + " counts and hashes agree", () -> {
        List<JsonNode> resources = world.ehr.all(resource);
        List<JsonNode> records = world.api.all(type.label());
        return resources.size() == records.size()
            && Contents.ofEhr(world, type, resources).equals(Contents.ofRecords(type, records))
            ? Optional.of(true) : Optional.empty();
      });
    }
    return "";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
