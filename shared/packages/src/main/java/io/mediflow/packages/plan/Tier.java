package io.mediflow.packages.plan;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** How soon a flow sees a change (design §3). */
public enum Tier {
  REAL_TIME,
  NEAR_REAL_TIME,
  HOURLY,
  NIGHTLY;

  /** The longest interval that is near-real-time. */
  static final Duration NEAR = Duration.ofMinutes(5);

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration NIGHT = Duration.ofHours(24);

  /** Of a flow that looks this often. */
  static Tier of(Duration interval) {
    if (interval.compareTo(NEAR) <= 0) {
      return NEAR_REAL_TIME;
    }
    return interval.compareTo(HOUR) <= 0 ? HOURLY : NIGHTLY;
  }

  /** The longest between two looks; empty where the EHR tells us, and no looking is as soon. */
  public Optional<Duration> interval() {
    return switch (this) {
      case REAL_TIME -> Optional.empty();
      case NEAR_REAL_TIME -> Optional.of(NEAR);
      case HOURLY -> Optional.of(HOUR);
      case NIGHTLY -> Optional.of(NIGHT);
    };
  }

  /** As packages write it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean prompt() {
    return this == REAL_TIME || this == NEAR_REAL_TIME;
  }
}
