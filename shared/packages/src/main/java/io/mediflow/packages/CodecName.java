package io.mediflow.packages;

import io.mediflow.model.record.value.Coded;
import java.util.Map;
import java.util.Optional;

/** The codecs that a row may name, with the type of the record field that each makes. */
public enum CodecName {
  TEXT("text", FieldType.one(String.class), "a text", "not a plain value: no value, marked"),
  BOOLEAN("boolean", FieldType.one(Boolean.class), "true or false", "anything else: no value, marked"),
  INTEGER("integer", FieldType.one(Integer.class), "a whole number of 32 bits", "anything else: no value, marked"),
  DATE("date", FieldType.one(String.class), "ISO 8601 date; a partial one (1980, 1980-05) stays partial; of a date-time the date",
      "partial: kept, marked; no date of the calendar: no value, marked"),
  INSTANT("instant", FieldType.one(String.class),
      "ISO 8601 date-time; a given offset is never rewritten, a missing one is the practice's or department's",
      "a local time that the clocks skip or show twice: kept as it came, marked; anything else: no value, marked"),
  CODE("code", FieldType.one(String.class), "a code, through the row's map where it has one",
      "a code that the map lacks: kept as it came, marked; on a write refused"),
  CODING("coding", FieldType.one(Coded.class), "a Coding", "empty: no value"),
  CONCEPT("concept", FieldType.one(Coded.class), "a CodeableConcept: the coding that the user chose, else the first, else its text",
      "empty: no value"),
  PHONE("phone", FieldType.one(String.class),
      "a phone number in any usual form, with or without extension; the row's argument is the region of numbers without a country code (US)",
      "not valid: kept as it came, marked; on a write refused where it cannot be dialled"),
  RECORD_REFERENCE("record-reference", FieldType.one(String.class), "a Reference to a resource that becomes a record; the row's argument is its type",
      "another type, or no type and id: no value, marked"),
  OWN_REFERENCE("own-reference", FieldType.one(String.class), "a Reference, kept as the EHR wrote it; the row's argument is the type that is written",
      "empty: no value; on a write of another type refused"),
  TEXT_LIST("text-list", FieldType.several(String.class), "texts, in order", "blank ones are passed over"),
  TEXT_JOINED("text-joined", FieldType.one(String.class), "texts, joined by a space or by the row's argument; only read",
      "blank ones are passed over"),
  PRESENT("present", FieldType.one(Boolean.class), "anything, as true; only read", "nothing there: no value"),
  TRANSLATED("translated", FieldType.one(String.class),
      "a Coding, as its equivalent in the code system that the row's argument names, by the loaded terminology; only read",
      "several equivalents or none: no value, marked; a code that no loaded map has: no value"),
  GROUP("group", FieldType.several(Record.class), "a list of objects, each made by the rows inside the group",
      "an object of which no row gives a value is passed over");

  private final String label;
  private final FieldType fieldType;
  private final Map<String, FieldType> parts;
  private final String accepts;
  private final String failure;

  CodecName(String label, FieldType fieldType, String accepts, String failure) {
    this(label, fieldType, Map.of(), accepts, failure);
  }

  /** One that makes several fields at once; the row says which field takes which part. */
  CodecName(String label, Map<String, FieldType> parts, String accepts, String failure) {
    this(label, FieldType.one(Map.class), parts, accepts, failure);
  }

  CodecName(String label, FieldType fieldType, Map<String, FieldType> parts, String accepts, String failure) {
    this.label = label;
    this.fieldType = fieldType;
    this.parts = parts;
    this.accepts = accepts;
    this.failure = failure;
  }

  /** As the tables write it. */
  public String label() {
    return label;
  }

  public FieldType fieldType() {
    return fieldType;
  }

  /** The parts that it makes, each for a field of its own; empty where it makes one value. */
  public Map<String, FieldType> parts() {
    return parts;
  }

  /** The forms that it takes, for the mapping document. */
  public String accepts() {
    return accepts;
  }

  /** What becomes of anything else, for the mapping document. */
  public String failure() {
    return failure;
  }

  /** Whether a row may give it a code map. */
  public boolean takesMap() {
    return this == CODE;
  }

  /** Whether a row must give it an argument. */
  public boolean needsArgument() {
    return this == RECORD_REFERENCE || this == TRANSLATED;
  }

  public static Optional<CodecName> of(String label) {
    for (CodecName one : values()) {
      if (one.label.equals(label)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }
}
