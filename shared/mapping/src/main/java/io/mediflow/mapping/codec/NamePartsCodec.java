package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.packages.CodecName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code name-parts}: a name whose parts lie along several paths, in the order of the row's argument, HL7's XPN without one. */
final class NamePartsCodec implements Codec {

  @Override
  public Decoded decode(List<JsonNode> values, CodecContext context) {
    Map<String, Object> parts = new LinkedHashMap<>(Order.of(CodecName.NAME_PARTS, context).read(values));
    return parts.isEmpty() ? Decoded.NOTHING : Decoded.of(parts);
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    return Texts.of(value).map(Order.of(CodecName.NAME_PARTS, context)::write)
        .orElseGet(() -> Encoded.refused(Category.VALUE, "it is not a name; send its parts as texts"));
  }
}
