package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.model.record.RecordType;
import java.util.Optional;

/** {@code record-reference}: a Reference as the record id of what it points to; the row's argument is its record type. */
final class RecordReferenceCodec extends Single {

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    RecordType type = RecordType.of(context.argument());
    Optional<Reference> reference = Reference.of(value.path("reference").asText());
    return reference
        .filter(one -> context.references().resourceType(type).map(one.type()::equals).orElse(false))
        .map(one -> Decoded.of(context.references().recordId(type, one.id())))
        .orElseGet(() -> Decoded.unusable(Category.VALUE,
            "it does not refer to a " + type.label() + " by type and id; correct the reference in the EHR"));
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    return (value instanceof String id ? context.references().source(id) : Optional.<String>empty())
        .<Encoded>map(source -> new Encoded.Value(Reference.json(source)))
        .orElseGet(() -> Encoded.refused(Category.NOT_FOUND,
            "there is no " + context.argument() + " record with this id; send the id of one that we have"));
  }
}
