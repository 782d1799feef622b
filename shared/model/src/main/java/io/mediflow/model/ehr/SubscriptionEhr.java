package io.mediflow.model.ehr;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The subscriptions of a FHIR R4 interface (https://hl7.org/fhir/uv/subscriptions-backport). No method throws for what the EHR or the
 * network does: that is a {@link EhrResult.Failed}.
 */
public interface SubscriptionEhr {

  /** How much a notification says of what changed. */
  enum Content {
    EMPTY,
    ID_ONLY,
    FULL_RESOURCE;

    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * What the EHR is asked for, by rest-hook.
   *
   * @param criteria  a topic's canonical address, or a FHIR search
   * @param header    that it sends along, {@code Name: value}
   * @param heartbeat the longest that it is silent
   */
  record Wanted(String criteria, URI endpoint, String header, Content content, Duration heartbeat, Instant end) {

    /** Never prints the header: its value is a secret. */
    @Override
    public String toString() {
      return "Wanted[" + criteria + ", " + endpoint + ", " + content + ", " + heartbeat + ", " + end + "]";
    }
  }

  /** One as the EHR holds it; without its header, which may not be told to who reads it. */
  record Held(String id, String criteria, String endpoint, String status, Optional<Instant> end) {}

  /**
   * How one is.
   *
   * @param events since it began; empty where that was not said
   */
  record State(String status, OptionalLong events) {}

  /** @param focus {@code Type/id} or a whole address; empty where the event does not say it */
  record Event(long number, Optional<String> focus) {}

  /** Those whose notifications go to {@code endpoint}. */
  EhrResult<List<Held>> search(Access access, URI endpoint);

  EhrResult<Held> create(Access access, Wanted wanted, Instant sendBy);

  /** Makes it anew in its place, and asks for a handshake. */
  EhrResult<Held> update(Access access, String id, Wanted wanted, Instant sendBy);

  /** One that is gone is deleted. */
  EhrResult<Boolean> delete(Access access, String id);

  /** @param operation by {@code $status}; otherwise the subscription is read, which counts no events */
  EhrResult<State> state(Access access, String id, boolean operation);

  /** {@code $events}, both ends included; what the EHR no longer has is left out. */
  EhrResult<List<Event>> events(Access access, String id, long since, long until);
}
