package io.mediflow.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.cli.sample.SandboxEhr;
import io.mediflow.model.record.RecordType;
import java.time.Duration;
import java.util.List;

/** 4. Another user changes the patient in the EHR meanwhile: the same field is a conflict, different fields both stand. */
final class ConflictStep implements StoryStep {

  private static final Duration SETTLED = Duration.ofSeconds(10);
  private static final String THEIRS = "508-555-0177";
  private static final String THEIRS_E164 = "+15085550177";
  private static final String OURS = "+15085550188";

  private final World world;

  ConflictStep(World world) {
    this.world = world;
  }

  @Override
  public String title() {
    return "4. Another user changes the patient in the EHR meanwhile";
  }

  @Override
  public List<Check> checks() {
    return List.of(
        new Check("both changed the phone number: CONFLICT with the current value, nothing is overwritten", this::sameField),
        new Check("they changed different fields: both changes stand", this::differentFields));
  }

  private String sameField() {
    String id = patient(1);
    String record = world.recordId(RecordType.PATIENT, id);
    String seen = world.record(record).at("/fields/mobilePhone").asText();
    JsonNode theirs = world.ehr.change("Patient", id, SandboxEhr.set(Patients.mobilePath(world.ehr.read("Patient", id)), THEIRS));

    ObjectNode request = world.request("patient.update").put("record", record);
    request.putObject("base").put("mobilePhone", seen);
    request.putObject("fields").put("mobilePhone", OURS);
    JsonNode write = world.settled(world.ask(request), "CONFLICT", SETTLED);

    Check.equal(THEIRS_E164, write.at("/outcome/current/mobilePhone").asText(), "the current value that is told");
    JsonNode now = world.ehr.read("Patient", id);
    Check.equal(List.of(THEIRS_E164), Patients.phones(now), "mobile numbers in the EHR");
    Check.equal(theirs.at("/meta/versionId").asText(), now.at("/meta/versionId").asText(), "the EHR's version");
    return write.at("/outcome/sentence").asText();
  }

  private String differentFields() {
    String id = patient(2);
    String record = world.recordId(RecordType.PATIENT, id);
    JsonNode seen = world.record(record).path("fields");
    world.ehr.change("Patient", id, SandboxEhr.set("/address/0/city", "Storyville"));

    ObjectNode request = world.request("patient.update").put("record", record);
    request.putObject("base").set("mobilePhone", seen.get("mobilePhone"));
    request.putObject("fields").put("mobilePhone", OURS);
    world.settled(world.ask(request), "CONFIRMED", SETTLED);

    JsonNode now = world.ehr.read("Patient", id);
    Check.equal("Storyville", now.at("/address/0/city").asText(), "their change");
    Check.equal(List.of(OURS), Patients.phones(now), "our change");
    return "";
  }

  /** The nth patient that has a mobile number. */
  private String patient(int nth) {
    return world.ehr.all("Patient").stream().filter(one -> Patients.phones(one).size() == 1)
        .skip(nth).findFirst().orElseThrow(() -> new Check.Broken("too few patients have a mobile number")).path("id").asText();
  }
}
