package io.mediflow.model.record;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The kinds of record that we keep, each with the Java record that holds its fields. */
public enum RecordType {
  PATIENT(Patient.class),
  APPOINTMENT(Appointment.class),
  SLOT(Slot.class),
  ENCOUNTER(Encounter.class),
  COVERAGE(Coverage.class),
  CONDITION(Condition.class),
  MEDICATION(Medication.class),
  ALLERGY(Allergy.class),
  OBSERVATION(Observation.class),
  IMMUNIZATION(Immunization.class),
  PROCEDURE(Procedure.class),
  NOTE(Note.class),
  CHARGE(Charge.class),
  CLAIM(Claim.class),
  PRACTITIONER(Practitioner.class),
  LOCATION(Location.class);

  private final Class<? extends Record> shape;

  RecordType(Class<? extends Record> shape) {
    this.shape = shape;
  }

  /** The Java record whose components are the fields of records of this type. */
  public Class<? extends Record> shape() {
    return shape;
  }

  /** Lower case, as in URLs and JSON: {@code patient}. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All labels, for a sentence that says which there are. */
  public static String labels() {
    return Arrays.stream(values()).map(RecordType::label).collect(Collectors.joining(", "));
  }

  /** @throws IllegalArgumentException when there is no such record type */
  @JsonCreator
  public static RecordType of(String label) {
    for (RecordType type : values()) {
      if (type.label().equals(label)) {
        return type;
      }
    }
    throw new IllegalArgumentException("no such record type; there are " + labels());
  }
}
