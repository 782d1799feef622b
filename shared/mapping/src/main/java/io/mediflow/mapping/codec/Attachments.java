package io.mediflow.mapping.codec;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A document's content as records have it, {@code {contentType, url, data, size, title}}. */
final class Attachments {

  static final String BROKEN = "its content is not base64, so it was not read; correct it in the EHR";
  static final String REFUSED = "it is no document; send contentType and data in base64, with title and size if you have them";

  private static final List<String> PARTS = List.of("contentType", "url", "data", "size", "title");

  private Attachments() {}

  /** Empty when it is not base64; line breaks, which some EHRs put in, are passed over. */
  static Optional<byte[]> bytes(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64.replaceAll("\\s", "")));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  /** Whether it is an object of a record that can be written. */
  static boolean sound(Object value) {
    return value instanceof Map<?, ?> parts && !parts.isEmpty() && PARTS.containsAll(parts.keySet())
        && parts.entrySet().stream().allMatch(part -> part.getKey().equals("size")
            ? part.getValue() instanceof Integer
            : part.getValue() instanceof String text && !text.isBlank())
        && (!(parts.get("data") instanceof String data) || bytes(data).isPresent());
  }
}
