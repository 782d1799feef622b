package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;

/** {@code date}: ISO 8601; a partial date (1980, 1980-05) stays partial; of a date-time the date as its own offset has it. */
final class DateCodec extends Single {

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    String text = value.asText();
    int time = text.indexOf('T');
    String date = time == 10 ? text.substring(0, 10) : text;
    if (!valid(date)) {
      return Decoded.unusable(Category.VALUE, "it is not a date of the calendar; correct it in the EHR");
    }
    return date.length() == 10
        ? Decoded.of(date)
        : Decoded.marked(date, Category.VALUE, "the date has no day or no month; complete it in the EHR");
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    return value instanceof String date && valid(date)
        ? Encoded.text(date)
        : Encoded.refused(Category.VALUE, "it is not a date of the calendar; send it as YYYY-MM-DD");
  }

  private static boolean valid(String text) {
    try {
      switch (text.length()) {
        case 4 -> Year.parse(text);
        case 7 -> YearMonth.parse(text);
        case 10 -> LocalDate.parse(text);
        default -> {
          return false;
        }
      }
      return Character.isDigit(text.charAt(0));
    } catch (DateTimeException none) {
      return false;
    }
  }
}
