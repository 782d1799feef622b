package io.mediflow.webhookintake;

import io.mediflow.webhookintake.Payload.Notice;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a notification moves the count of its subscription's events
 * (https://hl7.org/fhir/uv/subscriptions-backport/errors.html).
 *
 * @param reached the highest number that it names
 * @param restart whether the subscription begins anew, so that the count may go back
 * @param gap     whether events are missing between what was known and what it names
 */
record Progress(String subscription, long reached, boolean restart, boolean gap) {

  /**
   * Empty when it says nothing of numbers.
   *
   * @param last the highest number before; nothing before the first event, so that who begins with a later one has missed some
   */
  static Optional<Progress> of(String subscription, Notice notice, OptionalLong last) {
    long known = last.orElse(0);
    long[] numbers = notice.events().stream().flatMapToLong(one -> one.number().stream()).sorted().distinct().toArray();
    if (!notice.tellsEvents() || numbers.length == 0) {
      boolean restart = notice.kind() == Payload.Kind.HANDSHAKE;
      long own = notice.tellsEvents() ? 1 : 0; // an event without a number is the last one that is counted
      long since = notice.since().orElse(0);
      return notice.since().isEmpty() && !restart
          ? Optional.empty()
          : Optional.of(new Progress(subscription, since, restart, since > known + own));
    }
    boolean gap = false;
    long reached = known;
    for (long number : numbers) {
      gap |= number > reached + 1;
      reached = Math.max(reached, number);
    }
    return Optional.of(new Progress(subscription, numbers[numbers.length - 1], false, gap));
  }
}
