package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.record.Problem.Category;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code attachment}: FHIR's Attachment, its content in base64 as it came. */
final class AttachmentCodec extends Single {

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    Map<String, Object> parts = new LinkedHashMap<>();
    for (String part : new String[] {"contentType", "url", "data"}) {
      put(parts, part, value.path(part).asText());
    }
    if (value.path("size").canConvertToInt() && value.path("size").isIntegralNumber()) {
      parts.put("size", value.path("size").intValue());
    }
    put(parts, "title", value.path("title").asText());
    if (parts.get("data") instanceof String data && Attachments.bytes(data).isEmpty()) {
      parts.remove("data");
      return parts.isEmpty()
          ? Decoded.unusable(Category.VALUE, Attachments.BROKEN)
          : Decoded.marked(parts, Category.VALUE, Attachments.BROKEN);
    }
    return parts.isEmpty() ? Decoded.NOTHING : Decoded.of(parts);
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    if (!Attachments.sound(value) || !(value instanceof Map<?, ?> parts)) {
      return Encoded.refused(Category.VALUE, Attachments.REFUSED);
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    parts.forEach((part, one) -> {
      if (one instanceof Integer size) {
        json.put((String) part, size);
      } else {
        json.put((String) part, (String) one);
      }
    });
    return new Encoded.Value(json);
  }

  private static void put(Map<String, Object> parts, String part, String text) {
    if (!text.isBlank()) {
      parts.put(part, text);
    }
  }
}
