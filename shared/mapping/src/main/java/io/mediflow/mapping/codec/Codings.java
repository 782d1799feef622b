package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A coded value as records have it, {@code {system, code, display}}, and as FHIR's Coding has it. */
final class Codings {

  private static final List<String> PARTS = List.of("system", "code", "display");

  private Codings() {}

  static Map<String, Object> parts(JsonNode coding) {
    Map<String, Object> parts = new LinkedHashMap<>();
    for (String part : PARTS) {
      String text = coding.path(part).asText();
      if (!text.isBlank()) {
        parts.put(part, text);
      }
    }
    return parts;
  }

  /** Empty when it is not a coded value. */
  static Optional<ObjectNode> coding(Object value) {
    if (!(value instanceof Map<?, ?> parts) || parts.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode coding = JsonNodeFactory.instance.objectNode();
    for (String part : PARTS) {
      if (parts.get(part) instanceof String text && !text.isBlank()) {
        coding.put(part, text);
      }
    }
    boolean whole = coding.size() == parts.size() && (coding.has("code") || coding.has("display"));
    return whole ? Optional.of(coding) : Optional.empty();
  }
}
