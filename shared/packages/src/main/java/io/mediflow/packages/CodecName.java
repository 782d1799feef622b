package io.mediflow.packages;

import java.util.Optional;

/** The codecs that a row may name, with the Java type of the record field that each makes. */
public enum CodecName {
  TEXT("text", String.class, false),
  BOOLEAN("boolean", Boolean.class, false),
  INTEGER("integer", Integer.class, false),
  DATE("date", String.class, false),
  INSTANT("instant", String.class, false),
  CODE("code", String.class, false),
  CODING("coding", java.util.Map.class, false),
  CONCEPT("concept", java.util.Map.class, false),
  PHONE("phone", String.class, false),
  RECORD_REFERENCE("record-reference", String.class, true),
  OWN_REFERENCE("own-reference", String.class, false),
  TEXT_LIST("text-list", java.util.List.class, false);

  private final String label;
  private final Class<?> fieldType;
  private final boolean needsArgument;

  CodecName(String label, Class<?> fieldType, boolean needsArgument) {
    this.label = label;
    this.fieldType = fieldType;
    this.needsArgument = needsArgument;
  }

  /** As the tables write it. */
  public String label() {
    return label;
  }

  public Class<?> fieldType() {
    return fieldType;
  }

  public boolean needsArgument() {
    return needsArgument;
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
