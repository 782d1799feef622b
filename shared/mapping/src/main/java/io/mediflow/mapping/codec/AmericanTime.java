package io.mediflow.mapping.codec;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Month, day, year, and clocks with or without AM and PM. Years of two digits are no dates: which century is a guess. */
final class AmericanTime {

  private static final Pattern FORM = Pattern.compile("(?:(?<m>\\d{1,2})[/-])?(?:(?<d>\\d{1,2})[/-])?(?<y>\\d{4})"
      + "(?:,? +(?<h>\\d{1,2}):(?<min>\\d\\d)(?<s>:\\d\\d)?(?: ?(?<half>[AaPp])\\.?[Mm]\\.?)?)?");

  private AmericanTime() {}

  static Optional<String> iso(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    String date = parts.group("y") + two("-", parts.group("m")) + two("-", parts.group("d"));
    if (parts.group("h") == null) {
      return Optional.of(date);
    }
    String seconds = parts.group("s") == null ? "" : parts.group("s");
    return parts.group("d") == null ? Optional.empty()
        : hour(Integer.parseInt(parts.group("h")), parts.group("half"))
            .map(hour -> date + two("T", hour) + ":" + parts.group("min") + seconds);
  }

  static Optional<String> date(String iso) {
    String[] parts = iso.split("-");
    return Optional.of(switch (parts.length) {
      case 1 -> iso;
      case 2 -> parts[1] + "/" + parts[0];
      default -> parts[1] + "/" + parts[2] + "/" + parts[0];
    });
  }

  /** Empty when it has parts of a second. */
  static Optional<String> text(LocalDateTime time, String clock) {
    String pattern = "MM/dd/uuuu " + clock + (time.getSecond() == 0 ? "" : ":ss") + (clock.startsWith("h") ? " a" : "");
    return time.getNano() == 0
        ? Optional.of(time.format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT)))
        : Optional.empty();
  }

  private static Optional<String> hour(int hour, String half) {
    if (half == null) {
      return Optional.of(Integer.toString(hour));
    }
    int afternoon = half.equalsIgnoreCase("p") ? 12 : 0;
    return hour >= 1 && hour <= 12 ? Optional.of(Integer.toString(hour % 12 + afternoon)) : Optional.empty();
  }

  private static String two(String mark, String digits) {
    return digits == null ? "" : mark + (digits.length() == 1 ? "0" + digits : digits);
  }
}
