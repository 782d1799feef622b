package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;
import java.util.List;

/** {@code present}: that there is something says yes, as a date of death does. */
final class PresentCodec implements Codec {

  @Override
  public Decoded decode(List<JsonNode> values, CodecContext context) {
    return Decoded.of(Boolean.TRUE);
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    return Encoded.refused(Category.NOT_SUPPORTED, "it follows from another element and is only read; leave it out");
  }
}
