package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code medication}: a CodeableConcept or a text, its RxNorm code before its NDC before any other; the row's argument
 * {@code ndc} says that the value is a bare NDC.
 */
final class MedicationCodec extends Single {

  private static final ConceptCodec CONCEPT = new ConceptCodec();

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    if (value.isValueNode()) {
      String text = value.asText().strip();
      return text.isEmpty() ? Decoded.NOTHING : Medications.decoded(context.argument() == null
          ? new LinkedHashMap<>(Map.of("display", text))
          : ndc(text));
    }
    Map<String, Object> best = Map.of();
    for (JsonNode coding : value.path("coding")) {
      Map<String, Object> parts = Codings.parts(coding);
      if (Medications.rank(parts) > Math.max(1, Medications.rank(best))) {
        best = parts;
      }
    }
    if (best.isEmpty()) {
      return CONCEPT.decode(value, context);
    }
    if (!value.path("text").asText().isBlank()) {
      best.putIfAbsent("display", value.path("text").asText());
    }
    return Medications.decoded(best);
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    if (context.argument() == null) {
      return CONCEPT.encode(value, context);
    }
    boolean ndc = value instanceof Map<?, ?> parts && CodeSystems.NDC.equals(parts.get("system"));
    return ndc && ((Map<?, ?>) value).get("code") instanceof String code
        ? Encoded.text(code)
        : Encoded.refused(Category.CODE_INVALID, "the EHR takes medications only by NDC; send that code");
  }

  private static Map<String, Object> ndc(String code) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("system", CodeSystems.NDC);
    parts.put("code", code);
    return parts;
  }
}
