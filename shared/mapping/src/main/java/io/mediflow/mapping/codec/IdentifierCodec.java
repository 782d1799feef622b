package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.record.Problem.Category;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code identifier}: an Identifier, or a plain text or number where the row's argument is the system that it is of. */
final class IdentifierCodec extends Single {

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    Map<String, Object> parts = new LinkedHashMap<>();
    if (context.argument() != null) {
      put(parts, "system", context.argument());
      put(parts, "value", value.asText());
    } else {
      put(parts, "system", CodeSystems.uri(value.path("system").asText().strip()));
      put(parts, "type", type(value.path("type").path("coding")));
      put(parts, "value", value.path("value").asText());
      put(parts, "assigner", value.path("assigner").path("display").asText());
    }
    return parts.containsKey("value") ? Decoded.of(parts) : Decoded.NOTHING;
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    return Identifiers.texts(value)
        .map(parts -> context.argument() == null ? new Encoded.Value(json(parts)) : plain(parts, context.argument()))
        .orElseGet(() -> Encoded.refused(Category.VALUE, Identifiers.REFUSED));
  }

  private static Encoded plain(Map<String, String> parts, String system) {
    return parts.size() == 2 && system.equals(parts.get("system"))
        ? Encoded.text(parts.get("value"))
        : Encoded.refused(Category.NOT_SUPPORTED,
            "the EHR has only the value of one system here; send that system and the value alone");
  }

  private static JsonNode json(Map<String, String> parts) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (parts.containsKey("type")) {
      json.putObject("type").putArray("coding").addObject().put("system", Identifiers.TYPES).put("code", parts.get("type"));
    }
    if (parts.containsKey("system")) {
      json.put("system", parts.get("system"));
    }
    json.put("value", parts.get("value"));
    if (parts.containsKey("assigner")) {
      json.putObject("assigner").put("display", parts.get("assigner"));
    }
    return json;
  }

  /** A type of another system than HL7's is none that records know. */
  private static String type(JsonNode codings) {
    for (JsonNode coding : codings) {
      if (coding.path("system").asText().equals(Identifiers.TYPES)) {
        return coding.path("code").asText();
      }
    }
    return "";
  }

  private static void put(Map<String, Object> parts, String part, String text) {
    if (!text.isBlank()) {
      parts.put(part, text.strip());
    }
  }
}
