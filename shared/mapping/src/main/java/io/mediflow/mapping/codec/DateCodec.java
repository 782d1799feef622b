package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;

/**
 * {@code date}: a partial date (1980, 1980-05) stays partial; of a date-time the date as its own offset has it. The row's
 * argument is the EHR's form.
 */
final class DateCodec extends Single {

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    TimeForm form = TimeForm.of(context.argument());
    String iso = form.iso(value.asText(), context.zone()).orElse("");
    String date = iso.indexOf('T') == 10 ? iso.substring(0, 10) : iso;
    if (!Times.isDate(date)) {
      return Decoded.unusable(Category.VALUE, "it is not a date of the calendar; correct it in the EHR");
    }
    if (form.epoch() && form.date(date, context.zone()).filter(start -> start.asText().equals(value.asText())).isEmpty()) {
      return Decoded.marked(date, Category.VALUE,
          "it is a time within a day of the practice's, which may be another day elsewhere; check the date in the EHR");
    }
    return date.length() == 10
        ? Decoded.of(date)
        : Decoded.marked(date, Category.VALUE, "the date has no day or no month; complete it in the EHR");
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    if (!(value instanceof String date) || !Times.isDate(date)) {
      return Encoded.refused(Category.VALUE, "it is not a date of the calendar; send it as YYYY-MM-DD");
    }
    return TimeForm.of(context.argument()).date(date, context.zone()).<Encoded>map(Encoded.Value::new)
        .orElseGet(() -> Encoded.refused(Category.VALUE, "the EHR's form of dates has no partial ones; send it as YYYY-MM-DD"));
  }
}
