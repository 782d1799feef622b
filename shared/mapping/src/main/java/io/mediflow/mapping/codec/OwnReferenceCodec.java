package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;

/** {@code own-reference}: a Reference as the EHR wrote it; the row's argument, when it has one, is the type that is written. */
final class OwnReferenceCodec extends Single {

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    String reference = value.path("reference").asText();
    return reference.isBlank() ? Decoded.NOTHING : Decoded.of(reference);
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    boolean fits = value instanceof String text
        && Reference.of(text).filter(one -> context.argument() == null || one.type().equals(context.argument())).isPresent();
    return fits
        ? new Encoded.Value(Reference.json((String) value))
        : Encoded.refused(Category.VALUE, "it is not a reference of the EHR's; send it as the records show it, for example "
            + (context.argument() == null ? "Practitioner" : context.argument()) + "/123");
  }
}
