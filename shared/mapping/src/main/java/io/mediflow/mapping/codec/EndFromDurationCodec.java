package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;
import java.util.List;
import java.util.Optional;

/** {@code end-from-duration}: the end of what has a start (a path, or one of date and one of time) and then minutes; only read. */
final class EndFromDurationCodec implements Codec {

  private static final String MINUTES = "[0-9]{1,5}";

  @Override
  public Decoded decode(List<JsonNode> values, CodecContext context) {
    TimeForm form = TimeForm.of(context.argument());
    String minutes = values.getLast().asText().strip();
    if (values.size() < 2 || minutes.isEmpty()) {
      return Decoded.NOTHING;
    }
    Decoded start = InstantCodec.decode(DateAndTimeCodec.joined(values.subList(0, values.size() - 1), form), form, context);
    Optional<Object> end = start.value().filter(given -> minutes.matches(MINUTES))
        .flatMap(given -> Times.later((String) given, Long.parseLong(minutes), context.zone()));
    return end.map(Decoded::of).orElseGet(() -> Decoded.unusable(Category.VALUE,
        "its start or its length in minutes is not clear; correct them in the EHR"));
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    return Encoded.refused(Category.NOT_SUPPORTED, "the EHR keeps a length instead of an end, which is only read; leave it out");
  }
}
