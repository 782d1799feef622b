package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;
import java.util.List;
import java.util.stream.Collectors;

/** {@code text-joined}: several texts as one, with a space or the row's argument between them; where they part is lost. */
final class TextJoinedCodec implements Codec {

  @Override
  public Decoded decode(List<JsonNode> values, CodecContext context) {
    String joined = values.stream().filter(JsonNode::isValueNode).map(JsonNode::asText).filter(text -> !text.isBlank())
        .collect(Collectors.joining(context.argument() == null ? " " : context.argument()));
    return joined.isEmpty() ? Decoded.NOTHING : Decoded.of(joined);
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    return Encoded.refused(Category.NOT_SUPPORTED, "it is joined from several texts and is only read; leave it out");
  }
}
