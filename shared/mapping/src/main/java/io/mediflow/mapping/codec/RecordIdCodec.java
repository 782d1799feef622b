package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.model.record.RecordType;
import java.util.Optional;

/** {@code record-id}: the EHR's plain id of something as our record id of it; the row's argument is its record type. */
final class RecordIdCodec extends Single {

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    if (value.isTextual() && value.asText().isBlank()) {
      return Decoded.NOTHING;
    }
    RecordType type = RecordType.of(context.argument());
    return OwnIdCodec.id(value)
        .map(id -> Decoded.of(context.references().recordId(type, id)))
        .orElseGet(() -> Decoded.unusable(Category.VALUE,
            "it is not the id of a " + type.label() + "; correct it in the EHR"));
  }

  /** The id alone, of whatever kind the EHR's own reference says it is. */
  @Override
  public Encoded encode(Object value, CodecContext context) {
    return (value instanceof String id ? context.references().source(id) : Optional.<String>empty())
        .map(source -> Encoded.text(source.substring(source.lastIndexOf('/') + 1)))
        .orElseGet(() -> Encoded.refused(Category.NOT_FOUND,
            "there is no " + context.argument() + " record with this id; send the id of one that we have"));
  }
}
