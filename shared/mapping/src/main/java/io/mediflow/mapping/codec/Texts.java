package io.mediflow.mapping.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An object of a record whose parts are all texts. */
final class Texts {

  private Texts() {}

  /** Those that are not blank; empty when it is nothing of the kind. */
  static Optional<Map<String, String>> of(Object value) {
    if (!(value instanceof Map<?, ?> parts)) {
      return Optional.empty();
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<?, ?> part : parts.entrySet()) {
      if (!(part.getKey() instanceof String name) || !(part.getValue() instanceof String text)) {
        return Optional.empty();
      }
      if (!text.isBlank()) {
        texts.put(name, text.strip());
      }
    }
    return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
  }
}
