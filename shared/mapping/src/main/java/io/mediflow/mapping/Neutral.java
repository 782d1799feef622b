package io.mediflow.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Property;

/** What an expression found, as JSON: codecs know no HAPI, and so are the same for what is read and what is written. */
final class Neutral {

  private Neutral() {}

  static JsonNode json(Base value) {
    if (value instanceof BooleanType flag && flag.getValue() != null) {
      return BooleanNode.valueOf(flag.getValue());
    }
    if (value.isPrimitive()) {
      return TextNode.valueOf(value.primitiveValue() == null ? "" : value.primitiveValue());
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Property child : value.children()) {
      if (!child.hasValues()) {
        continue;
      }
      if (child.isList()) {
        ArrayNode array = object.putArray(child.getName());
        child.getValues().forEach(one -> array.add(json(one)));
      } else {
        object.set(child.getName(), json(child.getValues().getFirst()));
      }
    }
    return object;
  }
}
