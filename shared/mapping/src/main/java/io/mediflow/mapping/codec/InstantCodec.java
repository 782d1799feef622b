package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code instant}: a given offset is never rewritten; a missing one is the practice's zone's, and where that zone has no
 * or two offsets at that time (clocks change) the value is marked, not guessed.
 */
final class InstantCodec extends Single {

  private static final Pattern WITH_OFFSET =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:\\d\\d)");
  private static final Pattern LOCAL = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?");
  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    String text = value.asText();
    try {
      if (WITH_OFFSET.matcher(text).matches()) {
        OffsetDateTime.parse(text);
        return Decoded.of(text);
      }
      if (LOCAL.matcher(text).matches()) {
        LocalDateTime local = LocalDateTime.parse(text);
        List<ZoneOffset> offsets = offsets(local, context.zone());
        return offsets.size() == 1
            ? Decoded.of(format(text, local.atOffset(offsets.getFirst())))
            : Decoded.marked(text, Category.VALUE, changing(offsets)
                + " and the EHR gave no offset; it is kept as it came, check the time in the EHR");
      }
    } catch (DateTimeException none) {
      // No day of the calendar or hour of the day: told below.
    }
    return Decoded.unusable(Category.VALUE, "it is not a date with a time; correct it in the EHR");
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    try {
      if (value instanceof String text && WITH_OFFSET.matcher(text).matches()) {
        return Encoded.text(format(text, OffsetDateTime.parse(text)));
      }
      if (value instanceof String text && LOCAL.matcher(text).matches()) {
        LocalDateTime local = LocalDateTime.parse(text);
        List<ZoneOffset> offsets = offsets(local, context.zone());
        return offsets.size() == 1
            ? Encoded.text(format(text, local.atOffset(offsets.getFirst())))
            : Encoded.refused(Category.VALUE, changing(offsets) + "; send it with its offset");
      }
    } catch (DateTimeException none) {
      // No day of the calendar or hour of the day: told below.
    }
    return Encoded.refused(Category.VALUE, "it is not a date with a time; send it as 2026-01-31T09:00:00-05:00");
  }

  /** With seconds, which FHIR wants, and with the digits of a second that were given. */
  private static String format(String given, OffsetDateTime time) {
    int dot = given.indexOf('.');
    String seconds = time.format(SECONDS);
    if (dot < 0) {
      return seconds;
    }
    int end = dot + 1;
    while (end < given.length() && Character.isDigit(given.charAt(end))) {
      end++;
    }
    return seconds.substring(0, 19) + given.substring(dot, end) + seconds.substring(19);
  }

  private static List<ZoneOffset> offsets(LocalDateTime local, ZoneId zone) {
    return zone.getRules().getValidOffsets(local);
  }

  private static String changing(List<ZoneOffset> offsets) {
    return offsets.isEmpty() ? "the clocks skip this time on that day" : "the clocks show this time twice on that day";
  }
}
