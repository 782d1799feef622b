package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.record.Problem.Category;
import java.util.Map;

/**
 * {@code concept}: a CodeableConcept as {@code {system, code, display}}: the coding that the user chose, else the first;
 * its text is the display where the coding has none.
 */
final class ConceptCodec extends Single {

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    JsonNode coding = value.path("coding").path(0);
    for (JsonNode one : value.path("coding")) {
      if (one.path("userSelected").asBoolean()) {
        coding = one;
        break;
      }
    }
    Map<String, Object> parts = Codings.parts(coding);
    String text = value.path("text").asText();
    if (!text.isBlank()) {
      parts.putIfAbsent("display", text);
    }
    return parts.isEmpty() ? Decoded.NOTHING : Decoded.of(parts);
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    return Codings.coding(value).<Encoded>map(coding -> new Encoded.Value(concept(coding))).orElseGet(
        () -> Encoded.refused(Category.VALUE, "it is not a coded value; send system, code and display as texts"));
  }

  private static ObjectNode concept(ObjectNode coding) {
    ObjectNode concept = JsonNodeFactory.instance.objectNode();
    if (coding.has("code") || coding.has("system")) {
      concept.putArray("coding").add(coding);
    } else {
      concept.set("text", coding.get("display"));
    }
    return concept;
  }
}
