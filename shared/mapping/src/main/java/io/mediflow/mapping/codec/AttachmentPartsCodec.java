package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.packages.CodecName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code attachment-parts}: a document whose parts lie along several paths, as in HL7's ED: its content as {@code data} in
 * base64 or as plain {@code text}, its type whole or with the {@code subtype} apart.
 */
final class AttachmentPartsCodec implements Codec {

  private static final String PLAIN = "text/plain";

  @Override
  public Decoded decode(List<JsonNode> values, CodecContext context) {
    Map<String, String> found = Order.of(CodecName.ATTACHMENT_PARTS, context).read(values);
    Map<String, Object> parts = new LinkedHashMap<>();
    type(found).ifPresent(type -> parts.put("contentType", type));
    put(parts, "url", found.get("url"));
    put(parts, "data", found.get("data"));
    if (found.containsKey("text")) {
      parts.putIfAbsent("contentType", PLAIN);
      parts.putIfAbsent("data", Base64.getEncoder().encodeToString(found.get("text").getBytes(StandardCharsets.UTF_8)));
    }
    put(parts, "title", found.get("title"));
    if (found.containsKey("data") && Attachments.bytes(found.get("data")).isEmpty()) {
      return Decoded.unusable(Category.VALUE, Attachments.BROKEN);
    }
    return parts.containsKey("data") || parts.containsKey("url") ? Decoded.of(parts) : Decoded.NOTHING;
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    Order order = Order.of(CodecName.ATTACHMENT_PARTS, context);
    Optional<Map<String, String>> texts = Attachments.sound(value) ? Texts.of(value) : Optional.empty();
    if (texts.isEmpty()) {
      return Encoded.refused(Category.VALUE, Attachments.REFUSED + "; the size is the EHR's own");
    }
    Map<String, String> parts = new LinkedHashMap<>(texts.get());
    String type = parts.getOrDefault("contentType", "");
    if (order.has("subtype") && type.contains("/")) {
      parts.put("contentType", type.substring(0, type.indexOf('/')));
      parts.put("subtype", type.substring(type.indexOf('/') + 1));
    }
    if (!order.has("data") && parts.containsKey("data")) {
      if (!type.isEmpty() && !type.startsWith("text/")) {
        return Encoded.refused(Category.NOT_SUPPORTED, "the EHR takes only plain texts here; send one");
      }
      parts.put("text", new String(Attachments.bytes(parts.remove("data")).orElseThrow(), StandardCharsets.UTF_8));
      if (!order.has("contentType") && type.equals(PLAIN)) {
        parts.remove("contentType");
      }
    }
    return order.write(parts);
  }

  private static Optional<String> type(Map<String, String> found) {
    String type = found.getOrDefault("contentType", "").toLowerCase(Locale.ROOT);
    String subtype = found.getOrDefault("subtype", "").toLowerCase(Locale.ROOT);
    return type.isEmpty() ? Optional.empty() : Optional.of(subtype.isEmpty() ? type : type + "/" + subtype);
  }

  private static void put(Map<String, Object> parts, String part, String text) {
    if (text != null) {
      parts.put(part, text);
    }
  }
}
