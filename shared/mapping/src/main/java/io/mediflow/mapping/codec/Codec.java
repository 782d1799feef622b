package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Converts between the values that a path finds and the value of one record field. */
public interface Codec {

  /**
   * @param values what the row's path found, in order; never empty. Of a row with several paths one value for each, a missing
   *     node where a path found nothing
   */
  Decoded decode(List<JsonNode> values, CodecContext context);

  /**
   * A row with several paths gets {@link Encoded.Several}, a value for each path.
   *
   * @param value a record field's value, never blank; of a codec that makes several fields at once the parts that there are
   */
  Encoded encode(Object value, CodecContext context);
}
