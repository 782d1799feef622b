package io.mediflow.sandbox.fhir;

import io.mediflow.sandbox.desk.Refusal;
import io.mediflow.sandbox.desk.Refused;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The stretch of time that a FHIR date or time stands for, as precise as it is written.
 *
 * @param to exclusive
 */
record Span(Instant from, Instant to) {

  /** @throws Refused when it is not a FHIR date or time */
  static Span of(String text, ZoneId zone) {
    try {
      return switch (text.length()) {
        case 4 -> days(Year.parse(text).atDay(1), Year.parse(text).plusYears(1).atDay(1), zone);
        case 7 -> days(YearMonth.parse(text).atDay(1), YearMonth.parse(text).plusMonths(1).atDay(1), zone);
        case 10 -> days(LocalDate.parse(text), LocalDate.parse(text).plusDays(1), zone);
        default -> {
          Instant from = OffsetDateTime.parse(text).toInstant();
          boolean seconds = text.matches(".*T\\d\\d:\\d\\d:\\d\\d.*");
          ChronoUnit precision = text.contains(".") ? ChronoUnit.MILLIS : seconds ? ChronoUnit.SECONDS : ChronoUnit.MINUTES;
          yield new Span(from, from.plus(1, precision));
        }
      };
    } catch (DateTimeException e) {
      throw new Refused(Refusal.NOT_SUPPORTED);
    }
  }

  private static Span days(LocalDate from, LocalDate to, ZoneId zone) {
    return new Span(from.atStartOfDay(zone).toInstant(), to.atStartOfDay(zone).toInstant());
  }
}
