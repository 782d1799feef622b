package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.model.terminology.Equivalence;
import io.mediflow.packages.ConceptMap;
import java.util.Optional;

/** {@code code}: through the row's map; a code that the map lacks stays as it came, marked; only equivalents are written. */
final class CodeCodec extends Single {

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    String code = value.asText();
    if (code.isBlank()) {
      return Decoded.NOTHING;
    }
    if (context.map().isEmpty()) {
      return Decoded.of(code);
    }
    ConceptMap map = context.map().get();
    Optional<String> target =
        map.entries().stream().filter(one -> one.source().equals(code)).map(ConceptMap.Entry::target).findFirst();
    return target.map(Decoded::of).orElseGet(() -> Decoded.marked(code, Category.CODE_INVALID,
        "the map '" + map.name() + "' does not have the EHR's code; it is kept as it came, add it to the map"));
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    if (!(value instanceof String code)) {
      return Encoded.refused(Category.VALUE, "it is not a code; send one");
    }
    if (context.map().isEmpty()) {
      return Encoded.text(code);
    }
    ConceptMap map = context.map().get();
    return map.entries().stream()
        .filter(one -> one.target().equals(code) && one.equivalence() == Equivalence.EQUIVALENT)
        .findFirst()
        .map(one -> Encoded.text(one.source()))
        .orElseGet(() -> Encoded.refused(Category.CODE_INVALID, "the map '" + map.name()
            + "' has no code of the EHR that means exactly this; send one of its equivalents"));
  }
}
