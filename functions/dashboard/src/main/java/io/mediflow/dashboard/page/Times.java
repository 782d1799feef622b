package io.mediflow.dashboard.page;

import io.mediflow.watch.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/** Times as people at the practice say them. */
record Times(ZoneId zoneId, Instant now) {

  private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("h:mm:ss a", Locale.US);
  private static final DateTimeFormatter OTHER = DateTimeFormatter.ofPattern("EEE, MMM d, h:mm a", Locale.US);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d, yyyy", Locale.US);

  String zone() {
    return zoneId.getDisplayName(TextStyle.FULL_STANDALONE, Locale.US).replace(" Time", "");
  }

  Html exact(Instant at) {
    boolean today = LocalDate.ofInstant(at, zoneId).equals(LocalDate.ofInstant(now, zoneId));
    return time(at, (today ? TODAY : OTHER).withZone(zoneId).format(at));
  }

  Html both(Instant at) {
    return Html.of("{} ({})", exact(at), ago(at));
  }

  String ago(Instant at) {
    Duration age = Duration.between(at, now);
    return age.toSeconds() < 1 ? "just now" : Words.duration(age) + " ago";
  }

  String day(Instant at) {
    return DAY.withZone(zoneId).format(at);
  }

  private static Html time(Instant at, String text) {
    return Html.of("<time datetime=\"{}\">{}</time>", at, text);
  }
}
