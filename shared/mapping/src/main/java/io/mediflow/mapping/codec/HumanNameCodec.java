package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.record.Problem.Category;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code human-name}: a HumanName as its parts: the first given name, the others as {@code middle}, its text as {@code full}. */
final class HumanNameCodec extends Single {

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    Map<String, Object> parts = new LinkedHashMap<>();
    List<String> given = texts(value.path("given"));
    put(parts, "prefix", texts(value.path("prefix")));
    if (!given.isEmpty()) {
      put(parts, "given", given.subList(0, 1));
      put(parts, "middle", given.subList(1, given.size()));
    }
    put(parts, "family", texts(value.path("family")));
    put(parts, "suffix", texts(value.path("suffix")));
    put(parts, "full", texts(value.path("text")));
    return parts.isEmpty() ? Decoded.NOTHING : Decoded.of(parts);
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    Map<String, String> parts = Texts.of(value).orElse(Map.of());
    if (parts.isEmpty() || parts.containsKey("middle") && !parts.containsKey("given")) {
      return Encoded.refused(Category.VALUE, "it is not a name; send its parts as texts, a middle name only with a given one");
    }
    ObjectNode name = JsonNodeFactory.instance.objectNode();
    parts.forEach((part, text) -> {
      switch (part) {
        case "family" -> name.put("family", text);
        case "full" -> name.put("text", text);
        case "prefix", "suffix" -> name.putArray(part).add(text);
        default -> {
          // Given names go together, in their order, below.
        }
      }
    });
    for (String part : List.of("given", "middle")) {
      if (parts.containsKey(part)) {
        name.withArray("given").add(parts.get(part));
      }
    }
    return new Encoded.Value(name);
  }

  private static void put(Map<String, Object> parts, String part, List<String> texts) {
    if (!texts.isEmpty()) {
      parts.put(part, String.join(" ", texts));
    }
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    for (JsonNode one : node.isArray() ? node : List.of(node)) {
      if (one.isTextual() && !one.asText().isBlank()) {
        texts.add(one.asText().strip());
      }
    }
    return texts;
  }
}
