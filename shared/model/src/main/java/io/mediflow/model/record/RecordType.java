package io.mediflow.model.record;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The kinds of record that we keep. */
public enum RecordType {
  PATIENT,
  APPOINTMENT,
  COVERAGE;

  /** Lower case, as in URLs and JSON: {@code patient}. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** @throws IllegalArgumentException when there is no such record type */
  @JsonCreator
  public static RecordType of(String label) {
    for (RecordType type : values()) {
      if (type.label().equals(label)) {
        return type;
      }
    }
    throw new IllegalArgumentException("no such record type; there are patient, appointment and coverage");
  }
}
