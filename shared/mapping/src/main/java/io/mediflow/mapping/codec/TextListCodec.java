package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mediflow.model.record.Problem.Category;
import java.util.List;

/** {@code text-list}: all values, in order, for example address lines. */
final class TextListCodec implements Codec {

  @Override
  public Decoded decode(List<JsonNode> values, CodecContext context) {
    List<String> texts = values.stream().filter(JsonNode::isValueNode).map(JsonNode::asText).filter(one -> !one.isBlank()).toList();
    return texts.isEmpty() ? Decoded.NOTHING : Decoded.of(texts);
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    if (!(value instanceof List<?> list)) {
      return Encoded.refused(Category.VALUE, "it is not a list of texts; send one");
    }
    ArrayNode texts = JsonNodeFactory.instance.arrayNode();
    for (Object one : list) {
      if (!(one instanceof String text) || text.isBlank()) {
        return Encoded.refused(Category.VALUE, "one of its texts is blank or no text; send only texts");
      }
      texts.add(text);
    }
    return new Encoded.Value(texts);
  }
}
