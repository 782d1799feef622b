package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code note-text}: a note's original as plain text, only read: an Attachment, or two paths to its type and its content;
 * the row's argument is the type of a bare content. {@code ;base64} behind a type says that the content is base64.
 * PDF and images are carried by {@code attachment} and not read.
 */
final class NoteTextCodec implements Codec {

  private static final String BASE64 = ";base64";

  @Override
  public Decoded decode(List<JsonNode> values, CodecContext context) {
    if (values.getFirst().isObject()) {
      return attachments(values);
    }
    JsonNode content = values.getLast();
    String argument = context.argument() == null ? "" : context.argument();
    String type = values.size() == 1 ? argument
        : values.getFirst().asText() + (argument.endsWith(BASE64) ? BASE64 : "");
    return content.asText().isBlank() ? Decoded.NOTHING : decoded(type, content.asText());
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    return Encoded.refused(Category.NOT_SUPPORTED, "it is made from the note's original and is only read; send the original");
  }

  /** The first that can be read: EHRs give a note as HTML and as PDF side by side. */
  private static Decoded attachments(List<JsonNode> values) {
    List<Decoded> all = values.stream().filter(one -> one.hasNonNull("data"))
        .map(one -> decoded(one.path("contentType").asText() + BASE64, one.path("data").asText())).toList();
    return all.stream().filter(one -> one.value().isPresent()).findFirst()
        .or(() -> all.stream().filter(one -> one.finding().isPresent()).findFirst())
        .orElse(Decoded.NOTHING);
  }

  private static Decoded decoded(String given, String content) {
    String type = given.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    if (type.equals("application/pdf") || type.startsWith("image/")) {
      return Decoded.NOTHING;
    }
    Optional<byte[]> bytes = given.endsWith(BASE64)
        ? Attachments.bytes(content)
        : Optional.of(content.getBytes(StandardCharsets.UTF_8));
    if (bytes.isEmpty()) {
      return Decoded.unusable(Category.VALUE, Attachments.BROKEN);
    }
    return rendition(type, bytes.get()).map(NoteTextCodec::told).orElseGet(() -> Decoded.unusable(Category.NOT_SUPPORTED,
        "its original is of a type that is not read as text, or is not of the type it says; the original is kept, open it"));
  }

  private static Optional<Rendition> rendition(String type, byte[] original) {
    String text = new String(original, StandardCharsets.UTF_8);
    return switch (type) {
      case "text/plain", "" -> Optional.of(Rendition.of(text, false, false));
      case "text/html", "application/xhtml+xml" -> Optional.of(MarkupText.html(text));
      case "text/rtf", "application/rtf" -> RichText.rendition(original);
      case "application/xml", "text/xml", "application/cda+xml", "text/x-hl7-text+xml" ->
          Optional.of(MarkupText.clinicalDocument(text));
      default -> Optional.empty();
    };
  }

  private static Decoded told(Rendition rendition) {
    if (rendition.text().isEmpty()) {
      return rendition.losses().isEmpty()
          ? Decoded.NOTHING
          : Decoded.unusable(Category.NOT_SUPPORTED, "it has no text; the original is kept, open it");
    }
    return rendition.losses().isEmpty()
        ? Decoded.of(rendition.text())
        : Decoded.marked(rendition.text(), Category.NOT_SUPPORTED,
            "its text is " + String.join(" and ", rendition.losses()) + "; the original is kept, open it for them");
  }
}
