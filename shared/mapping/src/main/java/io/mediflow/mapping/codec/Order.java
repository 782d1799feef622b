package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.packages.CodecName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which part each of a row's several paths leads to: the words of its argument, in order. */
record Order(List<String> parts) {

  static Order of(CodecName codec, CodecContext context) {
    return new Order(codec.places().order(context.argument()));
  }

  boolean has(String part) {
    return parts.contains(part);
  }

  /** The parts that are there, stripped; what is blank or no plain value is not. */
  Map<String, String> read(List<JsonNode> values) {
    Map<String, String> found = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(parts.size(), values.size()); i++) {
      String text = values.get(i).isValueNode() && !values.get(i).isNull() ? values.get(i).asText().strip() : "";
      if (!text.isEmpty()) {
        found.put(parts.get(i), text);
      }
    }
    return found;
  }

  /** One text for each path, none where the part is missing; refused when a part has no path. */
  Encoded write(Map<String, String> texts) {
    if (!parts.containsAll(texts.keySet())) {
      return Encoded.refused(Category.NOT_SUPPORTED, "a part of it has no place in the EHR; leave that part out");
    }
    return new Encoded.Several(parts.stream()
        .<JsonNode>map(part -> texts.containsKey(part) ? TextNode.valueOf(texts.get(part)) : MissingNode.getInstance()).toList());
  }
}
