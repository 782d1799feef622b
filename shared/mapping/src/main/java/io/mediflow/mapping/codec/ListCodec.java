package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mediflow.model.record.Problem.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list, each value of it by the same codec; the first finding stands for the list. */
record ListCodec(Single each) implements Codec {

  @Override
  public Decoded decode(List<JsonNode> values, CodecContext context) {
    List<Object> all = new ArrayList<>();
    Optional<Finding> finding = Optional.empty();
    for (JsonNode value : values) {
      Decoded one = each.decode(value, context);
      one.value().ifPresent(all::add);
      finding = finding.or(one::finding);
    }
    return new Decoded(all.isEmpty() ? Optional.empty() : Optional.of(all), finding);
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      return Encoded.refused(Category.VALUE, "it is not a list; send one");
    }
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Object one : list) {
      switch (each.encode(one, context)) {
        case Encoded.Value(JsonNode json) -> all.add(json);
        case Encoded.Several several -> throw new IllegalStateException("a codec of one value has one place");
        case Encoded.Refused refused -> {
          return refused;
        }
      }
    }
    return new Encoded.Value(all);
  }
}
