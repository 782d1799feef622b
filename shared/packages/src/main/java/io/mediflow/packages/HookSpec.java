package io.mediflow.packages;

import io.mediflow.model.record.RecordType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An interface's notifications: how their sender proves itself, and what in them is this product's own manner.
 *
 * @param header    carries secret or signature; empty where the mechanism has names of its own
 * @param encoding  of a signature; hex where the mechanism has one of its own
 * @param tolerance how far a time that the sender signs may be from our clock, either way
 * @param numbers   from where a subscription counts its events
 * @param topics    record types that a subscription of this topic tells of; of a topic that is not here it is every type that the
 *     interface tells of
 * @param focuses   where records lie that an event names by an identifier
 * @param subscribe how we make its subscriptions; empty where somebody does that at the EHR
 */
public record HookSpec(
    Mechanism mechanism, String header, Encoding encoding, Duration tolerance, Numbers numbers,
    Map<String, Set<RecordType>> topics, List<Focus> focuses, Optional<SubscribeSpec> subscribe) {

  /** As Standard Webhooks recommends. */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** How a sender proves itself. */
  public enum Mechanism {
    /** The header's value is the shared secret. */
    HEADER_SECRET,
    /** The header's value is {@code sha256=} and the HMAC of the raw body (https://www.w3.org/TR/websub/#signing-content). */
    HMAC_SHA256,
    /** Id, time and raw body are signed (https://www.standardwebhooks.com). */
    STANDARD_WEBHOOKS;

    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** How a signature is written. */
  public enum Encoding {
    HEX,
    BASE64
  }

  /** From where events are counted. */
  public enum Numbers {
    /** From the subscription's start, as the Subscriptions Backport says: a number that is missing is an event that is missing. */
    SUBSCRIPTION,
    /** Within each bundle only: no number tells of a gap. */
    BUNDLE
  }

  /**
   * Events whose focus has an identifier of this system, or of one that goes on after a colon, are about a record of this
   * interface; its id there is the identifier's value.
   *
   * @param resource as the interface's tables name it
   */
  public record Focus(String system, String interfaceName, String resource) {

    public boolean names(String other) {
      return other.equals(system) || other.startsWith(system + ":");
    }
  }

  public HookSpec {
    topics = Map.copyOf(topics);
    focuses = List.copyOf(focuses);
  }

  /** Without manners of its own. */
  public HookSpec(Mechanism mechanism, String header) {
    this(mechanism, header, Encoding.HEX, TOLERANCE, Numbers.SUBSCRIPTION, Map.of(), List.of(), Optional.empty());
  }

  /** For people: {@code header-secret in X-Hook-Secret}. */
  public String label() {
    return mechanism.label() + (header.isEmpty() ? "" : " in " + header)
        + (numbers == Numbers.BUNDLE ? ", events counted within each bundle" : "");
  }
}
