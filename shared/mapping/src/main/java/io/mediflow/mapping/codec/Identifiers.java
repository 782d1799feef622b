package io.mediflow.mapping.codec;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An identifier as records have it, {@code {system, type, value, assigner}}. */
final class Identifiers {

  static final String TYPES = "http://terminology.hl7.org/CodeSystem/v2-0203";
  static final String REFUSED = "it is not an identifier; send its value and, as texts, system, type and assigner";

  private static final List<String> PARTS = List.of("system", "type", "value", "assigner");

  private Identifiers() {}

  /** Empty when it is none. */
  static Optional<Map<String, String>> texts(Object value) {
    return Texts.of(value).filter(texts -> texts.containsKey("value") && PARTS.containsAll(texts.keySet()));
  }
}
