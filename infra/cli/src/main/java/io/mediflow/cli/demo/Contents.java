package io.mediflow.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.RecordType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * What both sides must agree on, read from each without the mapping engine: one line per resource or record, sorted, hashed.
 * Names of codes and formats that differ by design are checked where the story changes them: an appointment's status in
 * {@link FrontDeskStep}, a phone number in {@link WriteStep}.
 */
final class Contents {

  /** What the sandbox holds, and so what is compared. */
  static final List<RecordType> COMPARED = List.of(RecordType.PATIENT, RecordType.APPOINTMENT, RecordType.COVERAGE);

  private Contents() {}

  /** The hash over the EHR's resources of a type. */
  static String ofEhr(World world, RecordType type, List<JsonNode> resources) {
    return hash(resources, resource -> world.recordId(type, resource.path("id").asText()) + switch (type) {
      case PATIENT -> line(
          identifier(resource, "MR"), official(resource).path("family").asText(), official(resource).at("/given/0").asText(),
          resource.path("birthDate").asText(), resource.path("gender").asText());
      case APPOINTMENT -> line(
          world.recordId(RecordType.PATIENT, actor(resource, "Patient")),
          time(resource.path("start")), time(resource.path("end")),
          resource.path("minutesDuration").asText(), resource.at("/slot/0/reference").asText());
      case COVERAGE -> line(
          world.recordId(RecordType.PATIENT, id(resource.at("/beneficiary/reference").asText())),
          resource.at("/payor/0/display").asText(), resource.path("subscriberId").asText(), resource.path("order").asText(),
          resource.at("/period/start").asText(), resource.path("status").asText());
      case SLOT, ENCOUNTER, CONDITION, MEDICATION, ALLERGY, OBSERVATION, IMMUNIZATION, PROCEDURE, NOTE, CHARGE, CLAIM,
          PRACTITIONER, LOCATION -> throw notCompared(type);
    });
  }

  /** The hash over our records of a type. */
  static String ofRecords(RecordType type, List<JsonNode> records) {
    return hash(records, record -> {
      JsonNode fields = record.path("fields");
      return record.path("id").asText() + switch (type) {
        case PATIENT -> line(fields, "mrn", "familyName", "givenName", "birthDate", "sex");
        case APPOINTMENT -> line(
            fields.path("patient").asText(), time(fields.path("start")), time(fields.path("end")),
            fields.path("durationMinutes").asText(), slot(fields.path("slot").asText()));
        case COVERAGE -> line(fields, "patient", "payer", "memberId", "order", "periodStart", "status");
        case SLOT, ENCOUNTER, CONDITION, MEDICATION, ALLERGY, OBSERVATION, IMMUNIZATION, PROCEDURE, NOTE, CHARGE, CLAIM,
            PRACTITIONER, LOCATION -> throw notCompared(type);
      };
    });
  }

  private static IllegalArgumentException notCompared(RecordType type) {
    return new IllegalArgumentException("the sandbox holds no " + type.label() + " to compare; ask only for those of COMPARED");
  }

  private static String slot(String own) {
    return own.isEmpty() || own.startsWith("Slot/") ? own : "Slot/" + own;
  }

  private static String line(JsonNode fields, String... names) {
    return line(Arrays.stream(names).map(name -> fields.path(name).asText()).toArray(String[]::new));
  }

  private static String line(String... values) {
    return "|" + String.join("|", values);
  }

  private static String time(JsonNode text) {
    return text.asText().isEmpty() ? "" : World.instant(text.asText()).toString();
  }

  static String identifier(JsonNode resource, String type) {
    return StreamSupport.stream(resource.path("identifier").spliterator(), false)
        .filter(one -> one.at("/type/coding/0/code").asText().equals(type))
        .map(one -> one.path("value").asText()).findFirst().orElse("");
  }

  private static JsonNode official(JsonNode patient) {
    return StreamSupport.stream(patient.path("name").spliterator(), false)
        .filter(one -> one.path("use").asText().equals("official")).findFirst().orElse(patient.at("/name/0"));
  }

  /** The id of the first participant of a type. */
  static String actor(JsonNode appointment, String type) {
    return StreamSupport.stream(appointment.path("participant").spliterator(), false)
        .map(one -> one.at("/actor/reference").asText()).filter(one -> one.startsWith(type + "/")).map(Contents::id)
        .findFirst().orElse("");
  }

  static String id(String reference) {
    return reference.substring(reference.indexOf('/') + 1);
  }

  private static String hash(List<JsonNode> nodes, Function<JsonNode, String> line) {
    List<String> lines = nodes.stream().map(line).sorted().toList();
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, 16);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }
}
