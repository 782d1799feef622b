package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;
import java.util.List;
import java.util.Optional;

/** A codec of one value: several where one is expected are a problem, and the first one stands. */
abstract class Single implements Codec {

  @Override
  public final Decoded decode(List<JsonNode> values, CodecContext context) {
    Decoded first = decode(values.getFirst(), context);
    if (values.size() == 1 || first.finding().isPresent()) {
      return first;
    }
    return new Decoded(first.value(), Optional.of(new Finding(Category.INVARIANT,
        "there are several values where one is expected, and the first was taken; remove the others in the EHR")));
  }

  abstract Decoded decode(JsonNode value, CodecContext context);
}
