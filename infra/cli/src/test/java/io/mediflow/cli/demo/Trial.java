package io.mediflow.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.cli.sample.SamplePractice;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Packages;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A connection to the simulated practice in one manner, and what its plan promises.
 *
 * @param base      of its FHIR interface, on the sandbox's origin
 * @param whole     all of the practice's records, not only those of the patients who are followed
 * @param deletions that what the EHR has deleted is learnt of
 */
record Trial(String connection, String packageName, String base, List<RecordType> types, boolean whole, boolean deletions) {

  static final ZoneId ZONE = ZoneId.of("America/New_York");

  /** The one that {@code up} makes: notifications, and polling by last-updated beside them. */
  static final Trial SAMPLE = new Trial(SamplePractice.CONNECTION, "smart-r4", "/fhir",
      List.of(RecordType.PATIENT, RecordType.APPOINTMENT, RecordType.ENCOUNTER, RecordType.COVERAGE, RecordType.CONDITION, RecordType.MEDICATION,
          RecordType.ALLERGY, RecordType.OBSERVATION, RecordType.IMMUNIZATION, RecordType.PROCEDURE, RecordType.NOTE, RecordType.CHARGE,
          RecordType.CLAIM, RecordType.PRACTITIONER, RecordType.LOCATION), true, false);

  /** One that the EHR lets read patients and coverages only. */
  static final Trial NARROW = new Trial("trial-narrow", "smart-r4", "/fhir", List.of(RecordType.PATIENT, RecordType.COVERAGE), true, false);

  /** Those that list each patient, or each practitioner, anew. */
  static final List<Trial> RELISTED = List.of(
      relisted("epic", "epic", RecordType.APPOINTMENT),
      relisted("millennium", "cerner", RecordType.APPOINTMENT),
      relisted("eclinicalworks", "eclinicalworks"));

  private static Trial relisted(String manner, String packageName, RecordType... besides) {
    List<RecordType> types = new ArrayList<>(List.of(RecordType.PATIENT, RecordType.ENCOUNTER, RecordType.COVERAGE, RecordType.CONDITION,
        RecordType.MEDICATION, RecordType.ALLERGY, RecordType.OBSERVATION, RecordType.IMMUNIZATION, RecordType.PROCEDURE, RecordType.NOTE));
    types.addAll(List.of(besides));
    return new Trial("trial-" + manner, packageName, "/" + manner + "/fhir", types, false, true);
  }

  /** After a night, in which all is compared. */
  Trial atNight() {
    return new Trial(connection, packageName, base, types, whole, true);
  }

  EhrPackage ehr() {
    return Packages.bundled().find(packageName, 1).orElseThrow();
  }

  /** Where practitioners list the appointments, from today on. */
  boolean promises(RecordType type, JsonNode resource, Set<String> followed) {
    if (whole) {
      return true;
    }
    return switch (type) {
      case PATIENT -> followed.contains(resource.path("id").asText());
      case COVERAGE, CONDITION, ENCOUNTER, MEDICATION, ALLERGY, OBSERVATION, IMMUNIZATION, PROCEDURE, NOTE ->
          followed.contains(Contents.id(resource.at(Chart.patientAt(type)).asText()));
      case APPOINTMENT -> followed.contains(Contents.actor(resource, "Patient")) && (packageName.equals("epic")
          || !World.instant(resource.path("start").asText()).isBefore(LocalDate.now(ZONE).atStartOfDay(ZONE).toInstant()));
      case SLOT, CHARGE, CLAIM, PRACTITIONER, LOCATION -> throw new IllegalArgumentException(type.label());
    };
  }
}
