package io.mediflow.sandbox.fault;

import java.time.Duration;
import java.util.Optional;

/**
 * One thing that goes wrong, now and then.
 *
 * @param on     the calls that it may befall; of notifications and handshakes, any
 * @param chance that it befalls one of them, 0 to 1
 * @param burst  how many of them in a row, once it befalls one
 * @param from   after the script began
 * @param until  after the script began, empty for ever: with {@code from} a maintenance window
 * @param times  how often at most
 * @param status for {@link Kind#STATUS} and {@link Kind#CLOCK_MINUTE}
 * @param calls  for {@link Kind#CLOCK_MINUTE}: how many calls a minute of the EHR's clock has room for
 * @param amount for {@link Kind#LATENCY} how long, for {@link Kind#CLOCK_SKEW} how far ahead the EHR's clock is (behind: negative)
 */
public record Fault(
    Kind kind, Call on, double chance, int burst, Duration from, Optional<Duration> until, int times, int status, int calls, Duration amount) {

  /** What happens. */
  public enum Kind {
    /** The answer comes late. */
    LATENCY,
    /** Half of the answer arrives, and the connection is closed. */
    HALF_ANSWER,
    /** The connection is closed before anything is done. */
    DROP_BEFORE,
    /** It is done, and the connection is closed without an answer. */
    DROP_AFTER,
    /** Nothing is done, and the answer is a bare status: 429 without a header, 401 though the token is good, 500 or 503. */
    STATUS,
    /** Beyond so many calls in a minute of the EHR's clock nothing is done, and the answer is a bare status, until the next minute begins. */
    CLOCK_MINUTE,
    /** Nothing is done, and the answer is 200 with an OperationOutcome that tells an error. */
    ERROR_BODY,
    /** Every token that was given ends now, whatever {@code expires_in} said. */
    REVOKE_TOKENS,
    /** The answer's Date is another time. */
    CLOCK_SKEW,
    /** The CapabilityStatement names another version of the software. */
    OTHER_CAPABILITIES,
    /** Who connects is shown a certificate that has ended. */
    CERTIFICATE_ENDED,
    /** A notification is never sent. */
    NOTIFICATION_LOST,
    /** A notification is sent twice. */
    NOTIFICATION_TWICE,
    /** A notification is sent after the one that follows it. */
    NOTIFICATION_LATE,
    /** A notification is never sent, and its subscription is in error from then on. */
    SUBSCRIPTION_ERROR;

    /** Whether it befalls what the EHR tells us, and not our calls. */
    boolean ofNotifications() {
      return switch (this) {
        case NOTIFICATION_LOST, NOTIFICATION_TWICE, NOTIFICATION_LATE, SUBSCRIPTION_ERROR -> true;
        case LATENCY, HALF_ANSWER, DROP_BEFORE, DROP_AFTER, STATUS, CLOCK_MINUTE, ERROR_BODY, REVOKE_TOKENS, CLOCK_SKEW, OTHER_CAPABILITIES,
            CERTIFICATE_ENDED -> false;
      };
    }
  }

  /** What kind of call it is. */
  public enum Call {
    ANY,
    READ,
    SEARCH,
    WRITE,
    TOKEN,
    DISCOVERY,
    METADATA;

    /** Whether a call of kind {@code other} is meant. */
    boolean means(Call other) {
      return this == ANY || this == other;
    }
  }
}
