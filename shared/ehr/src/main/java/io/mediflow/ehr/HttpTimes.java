package io.mediflow.ehr;

import io.mediflow.ehr.Reply.Answered;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The times that an answer's headers tell. */
final class HttpTimes {

  private static final long LONGEST_WAIT_SECONDS = Duration.ofHours(1).toSeconds();

  private HttpTimes() {}

  /** The EHR's clock. */
  static Optional<Instant> serverDate(Answered answer) {
    return answer.header("Date").flatMap(HttpTimes::date);
  }

  /** Seconds or a date (RFC 9110); a date is the EHR's, so it is moved by how far its clock stands from ours. */
  static Optional<Instant> retryAfter(Answered answer, Instant now) {
    return answer.header("Retry-After").map(String::strip).flatMap(text -> text.matches("\\d{1,9}")
        ? Optional.of(Long.parseLong(text))
        : date(text).map(wish -> Duration.between(serverDate(answer).orElse(now), wish).toSeconds()))
        .map(seconds -> now.plusSeconds(Math.clamp(seconds, 0, LONGEST_WAIT_SECONDS)));
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }
}
