package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;

/**
 * {@code instant}: a given offset is never rewritten; a missing one is the practice's zone's, and where that zone has no
 * or two offsets at that time (clocks change) the value is marked, not guessed. The row's argument is the EHR's form.
 */
final class InstantCodec extends Single {

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    return decode(value.asText(), TimeForm.of(context.argument()), context);
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    TimeForm form = TimeForm.of(context.argument());
    return switch (Times.encode(value, context.zone())) {
      case Encoded.Value(JsonNode iso) -> form.time(iso.asText(), context.zone()).<Encoded>map(Encoded.Value::new)
          .orElseGet(() -> Encoded.refused(Category.VALUE,
              "the EHR's form of times cannot say it exactly; send a time that its clock shows once, without parts of a second"));
      case Encoded.Several several -> several;
      case Encoded.Refused refused -> refused;
    };
  }

  /** ISO's dates alone stay no time, as FHIR has it; other EHRs leave out times that they do not know. */
  static Decoded decode(String text, TimeForm form, CodecContext context) {
    String iso = form.iso(text, context.zone()).orElse("");
    return form != TimeForm.ISO && Times.isDate(iso)
        ? Decoded.marked(iso, Category.VALUE, "it is a date without a time; it is kept as a date, complete it in the EHR")
        : Times.decode(iso, context.zone());
  }
}
