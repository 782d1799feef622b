package io.mediflow.sandbox.control;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What has happened since the start or the last reset. */
public final class Stats {

  /** What is counted; creates and updates are those that came through FHIR, front desk changes stand apart. */
  public enum Event {
    REQUEST,
    READ,
    SEARCH,
    CREATE,
    UPDATE,
    PATCH,
    REFUSED,
    FRONT_DESK,
    TOKEN_ISSUED,
    TOKEN_REFUSED,
    OUTAGE_ANSWERED,
    ANSWER_LOST,
    NOTIFICATION_SENT,
    NOTIFICATION_FAILED,
    NOTIFICATION_DROPPED,
    OVER_LIMIT,
    FAULT,
    EXPORT;

    /** As the control API names it: {@code tokenIssued}. */
    String key() {
      String[] words = name().toLowerCase(Locale.ROOT).split("_");
      return words.length == 1
          ? words[0]
          : words[0] + words[1].substring(0, 1).toUpperCase(Locale.ROOT) + words[1].substring(1);
    }
  }

  private final Map<Event, LongAdder> counters = new EnumMap<>(Event.class);

  public Stats() {
    for (Event event : Event.values()) {
      counters.put(event, new LongAdder());
    }
  }

  public void count(Event event) {
    counters.get(event).increment();
  }

  public long of(Event event) {
    return counters.get(event).sum();
  }

  public void reset() {
    counters.values().forEach(LongAdder::reset);
  }
}
