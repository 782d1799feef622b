package io.mediflow.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.record.RecordType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What a front desk writes into a chart: one resource of each type, as small as its packages read it. */
final class Chart {

  private static final String CATEGORIES = "http://terminology.hl7.org/CodeSystem/";

  private Chart() {}

  /** The FHIR type that records of this type are made of. */
  static String resource(RecordType type) {
    return switch (type) {
      case PATIENT -> "Patient";
      case APPOINTMENT -> "Appointment";
      case SLOT -> "Slot";
      case ENCOUNTER -> "Encounter";
      case COVERAGE -> "Coverage";
      case CONDITION -> "Condition";
      case MEDICATION -> "MedicationRequest";
      case ALLERGY -> "AllergyIntolerance";
      case OBSERVATION -> "Observation";
      case IMMUNIZATION -> "Immunization";
      case PROCEDURE -> "Procedure";
      case NOTE -> "DocumentReference";
      case CHARGE -> "ChargeItem";
      case CLAIM -> "Claim";
      case PRACTITIONER -> "Practitioner";
      case LOCATION -> "Location";
    };
  }

  /** Where it names its patient. */
  static String patientAt(RecordType type) {
    return switch (type) {
      case COVERAGE -> "/beneficiary/reference";
      case ALLERGY, IMMUNIZATION, CLAIM -> "/patient/reference";
      case CONDITION, MEDICATION, OBSERVATION, PROCEDURE, NOTE, CHARGE, ENCOUNTER -> "/subject/reference";
      case PATIENT, APPOINTMENT, SLOT, PRACTITIONER, LOCATION -> throw new IllegalArgumentException(type.label());
    };
  }

  /** One of each type that the simulated practice has none of, without conditions. */
  static List<JsonNode> of(String patient, Instant now) {
    String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    ObjectNode medication = one(RecordType.MEDICATION, patient).put("status", "active").put("intent", "order").put("authoredOn", time);
    medication.putObject("medicationCodeableConcept").put("text", "Lisinopril 10 MG Oral Tablet");
    ObjectNode allergy = one(RecordType.ALLERGY, patient);
    coded(allergy.putObject("clinicalStatus"), CATEGORIES + "allergyintolerance-clinical", "active");
    allergy.putObject("code").put("text", "Peanut");
    ObjectNode observation = one(RecordType.OBSERVATION, patient).put("status", "final").put("effectiveDateTime", time);
    coded(observation.putArray("category").addObject(), CATEGORIES + "observation-category", "vital-signs");
    coded(observation.putObject("code"), "http://loinc.org", "8867-4");
    observation.putObject("valueQuantity").put("value", 72).put("unit", "/min").put("system", "http://unitsofmeasure.org").put("code", "/min");
    ObjectNode immunization = one(RecordType.IMMUNIZATION, patient).put("status", "completed").put("occurrenceDateTime", time);
    coded(immunization.putObject("vaccineCode"), "http://hl7.org/fhir/sid/cvx", "140");
    ObjectNode procedure = one(RecordType.PROCEDURE, patient).put("status", "completed").put("performedDateTime", time);
    procedure.putObject("code").put("text", "Spirometry");
    ObjectNode note = one(RecordType.NOTE, patient).put("status", "current").put("date", time);
    coded(note.putArray("category").addObject(), "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category", "clinical-note");
    coded(note.putObject("type"), "http://loinc.org", "11506-3");
    note.putArray("content").addObject().putObject("attachment").put("contentType", "text/plain").put("data", "QSBub3Rl");
    ObjectNode charge = one(RecordType.CHARGE, patient).put("status", "billable").put("occurrenceDateTime", time);
    coded(charge.putObject("code"), "http://www.ama-assn.org/go/cpt", "99213");
    ObjectNode claim = one(RecordType.CLAIM, patient).put("status", "active").put("use", "claim").put("created", time);
    return List.of(medication, allergy, observation, immunization, procedure, note, charge, claim);
  }

  private static ObjectNode one(RecordType type, String patient) {
    ObjectNode one = World.JSON.createObjectNode().put("resourceType", resource(type));
    String member = patientAt(type).split("/")[1];
    one.putObject(member).put("reference", "Patient/" + patient);
    return one;
  }

  private static void coded(ObjectNode concept, String system, String code) {
    concept.putArray("coding").addObject().put("system", system).put("code", code);
  }
}
