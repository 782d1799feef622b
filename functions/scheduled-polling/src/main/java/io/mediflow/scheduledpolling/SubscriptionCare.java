package io.mediflow.scheduledpolling;

import io.mediflow.model.change.Subscription;
import io.mediflow.model.ehr.SubscriptionEhr.Event;
import io.mediflow.model.ehr.SubscriptionEhr.Held;
import io.mediflow.model.ehr.SubscriptionEhr.State;
import io.mediflow.scheduledpolling.SubscriptionDecision.Gap;
import io.mediflow.scheduledpolling.SubscriptionDecision.Look;
import io.mediflow.scheduledpolling.SubscriptionDecision.Make;
import io.mediflow.scheduledpolling.SubscriptionDecision.Renew;
import io.mediflow.scheduledpolling.SubscriptionDecision.SwitchOn;
import io.mediflow.scheduledpolling.SubscriptionDecision.Wait;
import io.mediflow.scheduledpolling.SubscriptionDecision.Well;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Decides how a subscription is looked after. */
final class SubscriptionCare {

  static final String ACTIVE = "active";
  static final String REQUESTED = "requested";

  /** A subscription that stays broken is switched on again ever more seldom, and no more seldom than this. */
  static final Duration LONGEST_PAUSE = Duration.ofHours(6);

  /** Beyond this many the EHR is not asked for single events. */
  private static final long MOST_EVENTS = 1000;
  private static final int MOST_DOUBLINGS = 20;

  private SubscriptionCare() {}

  /**
   * @param channel where it should tell, as {@link Subscription#channel} has it
   * @param renew   how long before its end it is renewed
   */
  static SubscriptionDecision.Before before(Optional<Subscription> known, String channel, Duration renew, Instant now) {
    if (known.isEmpty()) {
      return new Make();
    }
    Subscription one = known.get();
    boolean ends = one.end().filter(end -> !now.isBefore(end.minus(lead(one.tried(), end, renew)))).isPresent();
    return ends || !one.channel().equals(channel) ? new Renew() : new Look();
  }

  /**
   * @param last  the highest number of its events that came
   * @param pause before it is switched on the first time; then it doubles
   */
  static SubscriptionDecision.After after(Subscription one, State state, OptionalLong last, Duration pause, Instant now) {
    if (state.status().equals(ACTIVE)) {
      long known = last.orElse(0);
      long told = state.events().orElse(known);
      return told > known ? new Gap(known + 1, told) : new Well();
    }
    boolean asked = state.status().equals(REQUESTED); // its handshake is under way, or was lost
    Instant next = one.tried().plus(pause(one.attempts() + (asked ? 1 : 0), pause));
    return now.isBefore(next) ? new Wait() : new SwitchOn();
  }

  /** Whether the EHR is asked for the events of a gap. */
  static boolean asksFor(Gap gap) {
    return gap.until() - gap.since() < MOST_EVENTS;
  }

  /** Whether the events are all that are missing, and each says what it is about. */
  static boolean closes(Gap gap, List<Event> events) {
    long told = events.stream().filter(one -> one.focus().isPresent()).mapToLong(Event::number)
        .filter(one -> one >= gap.since() && one <= gap.until()).distinct().count();
    return told == gap.until() - gap.since() + 1;
  }

  /** Those of the same criteria and address, the working one first: one is kept, the others are doubles. */
  static List<Held> same(List<Held> held, String criteria, URI endpoint) {
    return held.stream().filter(one -> one.criteria().equals(criteria) && one.endpoint().equals(endpoint.toString()))
        .sorted(Comparator.comparing((Held one) -> !one.status().equals(ACTIVE)).thenComparing(Held::id)).toList();
  }

  /** An EHR that gives less time than it was asked for is not asked at each look. */
  private static Duration lead(Instant tried, Instant end, Duration renew) {
    Duration half = Duration.between(tried, end).dividedBy(2);
    return half.compareTo(renew) < 0 ? half : renew;
  }

  private static Duration pause(int attempts, Duration first) {
    Duration pause = first.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS)).minus(first);
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
