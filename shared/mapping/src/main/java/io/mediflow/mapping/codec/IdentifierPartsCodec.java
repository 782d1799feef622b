package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.packages.CodecName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code identifier-parts}: an identifier whose parts lie along several paths, as in HL7's CX: its namespace is the assigner,
 * its universal id the system.
 */
final class IdentifierPartsCodec implements Codec {

  private static final String URN_UUID = "urn:uuid:";

  @Override
  public Decoded decode(List<JsonNode> values, CodecContext context) {
    Map<String, String> found = Order.of(CodecName.IDENTIFIER_PARTS, context).read(values);
    Map<String, Object> parts = new LinkedHashMap<>();
    Optional<String> system = Optional.ofNullable(found.get("universal"))
        .map(universal -> system(universal, found.getOrDefault("universalType", "")))
        .or(() -> Optional.ofNullable(found.get("system")).map(CodeSystems::uri));
    system.ifPresent(uri -> parts.put("system", uri));
    found.forEach((part, text) -> {
      switch (part) {
        case "type", "value" -> parts.put(part, text);
        case "namespace" -> parts.put("assigner", text);
        default -> {
          // The system, above.
        }
      }
    });
    return parts.containsKey("value") ? Decoded.of(parts) : Decoded.NOTHING;
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    Order order = Order.of(CodecName.IDENTIFIER_PARTS, context);
    Optional<Map<String, String>> texts = Identifiers.texts(value);
    if (texts.isEmpty()) {
      return Encoded.refused(Category.VALUE, Identifiers.REFUSED);
    }
    Map<String, String> parts = new LinkedHashMap<>(texts.get());
    move(parts, "assigner", "namespace");
    String system = parts.get("system");
    if (system != null && !order.has("system")) {
      parts.remove("system");
      universal(system).ifPresent(parts::putAll);
      if (!parts.containsKey("universal")) {
        return Encoded.refused(Category.VALUE, "its system is no URI, which the EHR needs; send one, for example urn:oid:1.2.3");
      }
    }
    return order.write(parts);
  }

  private static String system(String universal, String type) {
    return type.equals("UUID") ? URN_UUID + universal : CodeSystems.uri(universal);
  }

  private static Optional<Map<String, String>> universal(String system) {
    if (system.startsWith(URN_UUID)) {
      return Optional.of(Map.of("universal", system.substring(URN_UUID.length()), "universalType", "UUID"));
    }
    return CodeSystems.oid(system).map(oid -> Map.of("universal", oid, "universalType", "ISO"))
        .or(() -> system.contains(":") ? Optional.of(Map.of("universal", system, "universalType", "URI")) : Optional.empty());
  }

  private static void move(Map<String, String> parts, String from, String to) {
    String text = parts.remove(from);
    if (text != null) {
      parts.put(to, text);
    }
  }
}
