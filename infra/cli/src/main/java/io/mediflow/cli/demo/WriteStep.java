package io.mediflow.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.cli.run.Http;
import io.mediflow.cli.sample.SamplePractice;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.write.AuditEntry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * 3. An application books an appointment and changes a phone number; the EHR holds exactly that, once, also when an answer is
 * lost.
 */
final class WriteStep implements StoryStep {

  private static final Duration SETTLED = Duration.ofSeconds(10);
  /** An answer that never comes is waited for, and read back after the EHR's settle time. */
  private static final Duration SETTLED_IN_DOUBT = Duration.ofSeconds(30);
  private static final String NEW_PHONE = "+15085550142";

  private final World world;
  private final Calendar calendar;
  private ObjectNode booking;
  private JsonNode booked;
  private JsonNode slot;

  WriteStep(World world) {
    this.world = world;
    this.calendar = new Calendar(world.ehr);
  }

  @Override
  public String title() {
    return "3. An application books an appointment and changes a phone number";
  }

  @Override
  public List<Check> checks() {
    return List.of(
        new Check("the appointment is CONFIRMED after it was read back", () -> {
          slot = calendar.freeSlots().getFirst();
          booking = booking(slot);
          booked = world.settled(world.ask(booking), "CONFIRMED", SETTLED);
          return "";
        }),
        new Check("the EHR holds it once, for that patient, and the slot is taken", () -> {
          heldOnce(slot);
          Check.equal("busy", world.ehr.read("Slot", slot.path("id").asText()).path("status").asText(), "the slot");
          return "";
        }),
        new Check("the same request again answers the same and writes nothing", () -> {
          long creates = world.ehr.count("create");
          JsonNode again = world.ask(booking);
          Check.equal(booked.path("id").asText(), again.path("id").asText(), "write id");
          Check.equal("CONFIRMED", again.path("state").asText(), "state");
          Check.equal(creates, world.ehr.count("create"), "creates at the EHR");
          heldOnce(slot);
          return "";
        }),
        new Check("the same key with another request is refused", () -> {
          Http.Answer other = world.api.http().post("/writes", booking.deepCopy().put("reason", "another one"));
          Check.equal(409, other.status(), "answer");
          return "";
        }),
        new Check(
            "the phone number is CONFIRMED and stands in EHR and record, and nothing else of the patient has changed",
            this::phone),
        new Check("the audit names the application and the person", this::audited),
        new Check("an answer lost after the EHR committed: UNKNOWN, then CONFIRMED, once", this::lostAnswer),
        new Check("the ledger balances: every write that was received stands somewhere", () -> {
          JsonNode writes = world.api.status().path("writes");
          Check.that(writes.path("balances").asBoolean(), writes.path("equation").asText());
          return writes.path("equation").asText();
        }));
  }

  private ObjectNode booking(JsonNode free) {
    ObjectNode request = world.request("appointment.create");
    request.putObject("fields")
        .put("patient", world.recordId(RecordType.PATIENT, patient()))
        .put("start", free.path("start").asText())
        .put("end", free.path("end").asText())
        .put("slot", "Slot/" + free.path("id").asText())
        .put("practitioner", calendar.practitioner(free))
        .put("location", calendar.location(free))
        .put("comment", "booked by the story");
    return request;
  }

  private String patient() {
    return world.ehr.all("Patient").getFirst().path("id").asText();
  }

  private void heldOnce(JsonNode free) {
    List<JsonNode> holding = calendar.holding(free.path("id").asText());
    Check.equal(1, holding.size(), "appointments in the slot");
    Check.equal(patient(), Contents.actor(holding.getFirst(), "Patient"), "its patient");
    Check.equal("booked", holding.getFirst().path("status").asText(), "its status");
    Check.that(World.same(free.path("start").asText(), holding.getFirst().path("start").asText()), "its start is another");
  }

  private String phone() {
    JsonNode before = world.ehr.read("Patient", patient());
    String record = world.recordId(RecordType.PATIENT, patient());
    ObjectNode request = world.request("patient.update").put("record", record);
    JsonNode seen = world.record(record).path("fields");
    if (seen.has("mobilePhone")) {
      request.putObject("base").set("mobilePhone", seen.get("mobilePhone"));
    }
    request.putObject("fields").put("mobilePhone", NEW_PHONE);
    world.settled(world.ask(request), "CONFIRMED", SETTLED);

    JsonNode after = world.ehr.read("Patient", patient());
    Check.equal(1L, Patients.phones(after).stream().filter(NEW_PHONE::equals).count(), "mobile phones with the new number");
    Check.equal(Patients.withoutMobile(before), Patients.withoutMobile(after), "the rest of the patient");
    Check.equal(before.at("/meta/versionId").asInt() + 1, after.at("/meta/versionId").asInt(), "version");
    world.fieldWithin(SETTLED, record, "mobilePhone", NEW_PHONE);
    return "";
  }

  private String audited() {
    List<AuditEntry> own = entries(booked.path("id").asText());
    Check.that(!own.isEmpty(), "no entry for the booking");
    Check.that(own.stream().allMatch(entry -> entry.application().equals(SamplePractice.APPLICATION)), "another application");
    Check.that(own.stream().anyMatch(entry -> entry.person().equals(World.PERSON)), "no entry names the person");
    return own.size() + " entries";
  }

  private String lostAnswer() {
    JsonNode other = calendar.freeSlots().getFirst();
    world.ehr.loseAnswers(1);
    JsonNode write = world.ask(booking(other));
    world.settled(write, "CONFIRMED", SETTLED_IN_DOUBT);
    Check.equal(1L, world.ehr.count("answerLost"), "answers that the EHR lost");
    List<AuditEntry> own = entries(write.path("id").asText());
    Check.that(
        own.stream().anyMatch(entry -> (entry.action() + entry.outcome()).toUpperCase(Locale.ROOT).contains("UNKNOWN")),
        "the audit tells no UNKNOWN");
    heldOnce(other);
    return "";
  }

  private List<AuditEntry> entries(String write) {
    return world.within(Duration.ofSeconds(2), "the audit tells of the write", () -> {
      List<AuditEntry> found = world.stores.audit().page(SamplePractice.CONNECTION, null, 200).items().stream()
          .filter(entry -> entry.writeId().equals(write)).toList();
      return found.isEmpty() ? Optional.empty() : Optional.of(found);
    });
  }
}
