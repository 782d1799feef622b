package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How an EHR writes dates and times, and each form's way to ISO 8601 and back; the names are what rows have as argument. */
enum TimeForm {
  ISO {
    @Override
    Optional<String> iso(String text, ZoneId zone) {
      return Optional.of(text);
    }

    @Override
    Optional<JsonNode> date(String iso, ZoneId zone) {
      return text(iso);
    }

    @Override
    Optional<JsonNode> time(String iso, ZoneId zone) {
      return text(iso);
    }
  },
  /** {@code 11/25/2026 08:30}, read with or without AM or PM. */
  US {
    @Override
    Optional<String> iso(String text, ZoneId zone) {
      return AmericanTime.iso(text);
    }

    @Override
    Optional<JsonNode> date(String iso, ZoneId zone) {
      return AmericanTime.date(iso).map(TextNode::valueOf);
    }

    @Override
    Optional<JsonNode> time(String iso, ZoneId zone) {
      return local(iso, zone).flatMap(time -> AmericanTime.text(time, "HH:mm")).map(TextNode::valueOf);
    }
  },
  /** {@code 11/25/2026 08:30 AM}. */
  US_12H {
    @Override
    Optional<String> iso(String text, ZoneId zone) {
      return AmericanTime.iso(text);
    }

    @Override
    Optional<JsonNode> date(String iso, ZoneId zone) {
      return US.date(iso, zone);
    }

    @Override
    Optional<JsonNode> time(String iso, ZoneId zone) {
      return local(iso, zone).flatMap(time -> AmericanTime.text(time, "hh:mm")).map(TextNode::valueOf);
    }
  },
  /** {@code 20261125083000-0500}: HL7 v2's DTM, TS and DT. */
  HL7 {
    @Override
    Optional<String> iso(String text, ZoneId zone) {
      Matcher parts = DTM.matcher(text);
      if (!parts.matches()) {
        return Optional.empty();
      }
      String date = parts.group("y") + dashed(parts.group("m")) + dashed(parts.group("d"));
      if (parts.group("h") == null) {
        return parts.group("zone") == null ? Optional.of(date) : Optional.empty();
      }
      String seconds = parts.group("s") == null ? "" : ":" + parts.group("s") + (parts.group("f") == null ? "" : parts.group("f"));
      return Optional.of(date + "T" + parts.group("h") + ":" + parts.group("min") + seconds + offset(parts.group("zone")));
    }

    @Override
    Optional<JsonNode> date(String iso, ZoneId zone) {
      return text(iso.replace("-", ""));
    }

    @Override
    Optional<JsonNode> time(String iso, ZoneId zone) {
      OffsetDateTime time = OffsetDateTime.parse(iso);
      String fraction = Times.fraction(iso);
      return fraction.length() > 5 ? Optional.empty()
          : text(time.format(SECONDS) + fraction + time.format(DateTimeFormatter.ofPattern("xx")));
    }
  },
  EPOCH_SECONDS {
    @Override
    Optional<String> iso(String text, ZoneId zone) {
      return number(text, 11).map(seconds -> Instant.ofEpochSecond(seconds).atZone(zone).toOffsetDateTime().format(Times.SECONDS));
    }

    @Override
    Optional<JsonNode> date(String iso, ZoneId zone) {
      return midnight(iso, zone).map(midnight -> LongNode.valueOf(midnight.getEpochSecond()));
    }

    @Override
    Optional<JsonNode> time(String iso, ZoneId zone) {
      Instant instant = OffsetDateTime.parse(iso).toInstant();
      return instant.getNano() == 0 ? Optional.of(LongNode.valueOf(instant.getEpochSecond())) : Optional.empty();
    }
  },
  EPOCH_MILLIS {
    @Override
    Optional<String> iso(String text, ZoneId zone) {
      return number(text, 14).map(millis -> {
        OffsetDateTime time = Instant.ofEpochMilli(millis).atZone(zone).toOffsetDateTime();
        return time.format(time.getNano() == 0 ? Times.SECONDS : MILLIS);
      });
    }

    @Override
    Optional<JsonNode> date(String iso, ZoneId zone) {
      return midnight(iso, zone).map(midnight -> LongNode.valueOf(midnight.toEpochMilli()));
    }

    @Override
    Optional<JsonNode> time(String iso, ZoneId zone) {
      Instant instant = OffsetDateTime.parse(iso).toInstant();
      return instant.getNano() % 1_000_000 == 0 ? Optional.of(LongNode.valueOf(instant.toEpochMilli())) : Optional.empty();
    }
  };

  private static final Pattern DTM = Pattern.compile("(?<y>\\d{4})(?:(?<m>\\d\\d)(?:(?<d>\\d\\d)(?:(?<h>\\d\\d)(?<min>\\d\\d)"
      + "(?:(?<s>\\d\\d)(?<f>\\.\\d{1,4})?)?)?)?)?(?<zone>[+-]\\d{4})?");
  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
  private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");

  /**
   * The same in ISO 8601, as exact as it came: a whole or partial date, or a date with a time, with or without offset.
   * Whether the calendar and the clock have it is not looked at. Empty when it is not of this form.
   */
  abstract Optional<String> iso(String text, ZoneId zone);

  /** A valid ISO date, whole or partial, in this form; empty when the form cannot say it. */
  abstract Optional<JsonNode> date(String iso, ZoneId zone);

  /** A valid ISO date-time with seconds and offset in this form; empty when the form cannot say it without loss. */
  abstract Optional<JsonNode> time(String iso, ZoneId zone);

  boolean epoch() {
    return this == EPOCH_SECONDS || this == EPOCH_MILLIS;
  }

  /** ISO without an argument. */
  static TimeForm of(String argument) {
    return argument == null ? ISO : valueOf(argument.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** The zone's clock at that time; empty when it shows that twice, so that it could not be read back. */
  static Optional<LocalDateTime> local(String iso, ZoneId zone) {
    LocalDateTime local = OffsetDateTime.parse(iso).atZoneSameInstant(zone).toLocalDateTime();
    return zone.getRules().getValidOffsets(local).size() == 1 ? Optional.of(local) : Optional.empty();
  }

  private static Optional<JsonNode> text(String text) {
    return Optional.of(TextNode.valueOf(text));
  }

  private static String dashed(String digits) {
    return digits == null ? "" : "-" + digits;
  }

  private static String offset(String digits) {
    return digits == null ? "" : digits.endsWith("0000") ? "Z" : digits.substring(0, 3) + ":" + digits.substring(3);
  }

  private static Optional<Long> number(String text, int most) {
    return text.matches("-?[0-9]{1," + most + "}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private static Optional<Instant> midnight(String iso, ZoneId zone) {
    try {
      return Optional.of(LocalDate.parse(iso).atStartOfDay(zone).toInstant());
    } catch (DateTimeException partial) {
      return Optional.empty();
    }
  }
}
