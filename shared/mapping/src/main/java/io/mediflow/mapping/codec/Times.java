package io.mediflow.mapping.codec;

import io.mediflow.model.record.Problem.Category;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Dates and times in ISO 8601, and what the zone's clocks make of those without an offset. */
final class Times {

  static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

  private static final Pattern DATE = Pattern.compile("\\d{4}(-\\d\\d(-\\d\\d)?)?");
  private static final Pattern WITH_OFFSET =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:\\d\\d)");
  private static final Pattern LOCAL = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?");

  private Times() {}

  /** Whether the calendar has this date, whole or partial. */
  static boolean isDate(String text) {
    if (!DATE.matcher(text).matches()) {
      return false;
    }
    try {
      switch (text.length()) {
        case 4 -> Year.parse(text);
        case 7 -> YearMonth.parse(text);
        default -> LocalDate.parse(text);
      }
      return true;
    } catch (DateTimeException none) {
      return false;
    }
  }

  /** A date with a time: its own offset, else the zone's; kept without one, and marked, where the zone has none or two. */
  static Decoded decode(String iso, ZoneId zone) {
    try {
      if (WITH_OFFSET.matcher(iso).matches()) {
        OffsetDateTime.parse(iso);
        return Decoded.of(iso);
      }
      if (LOCAL.matcher(iso).matches()) {
        LocalDateTime local = LocalDateTime.parse(iso);
        List<ZoneOffset> offsets = offsets(local, zone);
        return offsets.size() == 1
            ? Decoded.of(format(iso, local.atOffset(offsets.getFirst())))
            : Decoded.marked(iso, Category.VALUE, changing(offsets)
                + " and the EHR gave no offset; it is kept as it came, check the time in the EHR");
      }
    } catch (DateTimeException none) {
      // No day of the calendar or hour of the day: told below.
    }
    return Decoded.unusable(Category.VALUE, "it is not a date with a time; correct it in the EHR");
  }

  /** A record's date-time with seconds and offset, as a text; refused where that is not clear. */
  static Encoded encode(Object value, ZoneId zone) {
    try {
      if (value instanceof String text && WITH_OFFSET.matcher(text).matches()) {
        return Encoded.text(format(text, OffsetDateTime.parse(text)));
      }
      if (value instanceof String text && LOCAL.matcher(text).matches()) {
        LocalDateTime local = LocalDateTime.parse(text);
        List<ZoneOffset> offsets = offsets(local, zone);
        return offsets.size() == 1
            ? Encoded.text(format(text, local.atOffset(offsets.getFirst())))
            : Encoded.refused(Category.VALUE, changing(offsets) + "; send it with its offset");
      }
    } catch (DateTimeException none) {
      // No day of the calendar or hour of the day: told below.
    }
    return Encoded.refused(Category.VALUE, "it is not a date with a time; send it as 2026-01-31T09:00:00-05:00");
  }

  /** The digits of a second that a date-time has, with their dot. */
  static String fraction(String given) {
    int dot = given.indexOf('.');
    if (dot < 0) {
      return "";
    }
    int end = dot + 1;
    while (end < given.length() && Character.isDigit(given.charAt(end))) {
      end++;
    }
    return given.substring(dot, end);
  }

  /** Later by so many minutes, on the clock of the zone if it was on that. */
  static Optional<String> later(String iso, long minutes, ZoneId zone) {
    if (!WITH_OFFSET.matcher(iso).matches()) {
      return Optional.empty();
    }
    OffsetDateTime start = OffsetDateTime.parse(iso);
    boolean zones = zone.getRules().getOffset(start.toInstant()).equals(start.getOffset());
    OffsetDateTime end = zones
        ? start.atZoneSameInstant(zone).plusMinutes(minutes).toOffsetDateTime()
        : start.plusMinutes(minutes);
    return Optional.of(format(iso, end));
  }

  /** With seconds, which FHIR wants, and with the digits of a second that were given. */
  private static String format(String given, OffsetDateTime time) {
    String seconds = time.format(SECONDS);
    return seconds.substring(0, 19) + fraction(given) + seconds.substring(19);
  }

  private static List<ZoneOffset> offsets(LocalDateTime local, ZoneId zone) {
    return zone.getRules().getValidOffsets(local);
  }

  private static String changing(List<ZoneOffset> offsets) {
    return offsets.isEmpty() ? "the clocks skip this time on that day" : "the clocks show this time twice on that day";
  }
}
