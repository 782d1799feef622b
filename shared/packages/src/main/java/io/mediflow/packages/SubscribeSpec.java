package io.mediflow.packages;

import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.SubscriptionEhr.Content;
import io.mediflow.model.record.RecordType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How subscriptions are made at an interface, for connections that say where the EHR reaches us.
 *
 * @param header     that carries the secret
 * @param heartbeat  the longest that one is asked to be silent
 * @param life       how long one is asked for
 * @param renew      how long before its end it is renewed
 * @param operations those of the EHR's
 * @param criteria   of each record type that can be subscribed to: topics' canonical addresses, or FHIR searches
 * @param scopes     SMART scopes that they need besides
 * @param confirmed  whether the maker's own documentation says so
 */
public record SubscribeSpec(
    String header, Content content, Duration heartbeat, Duration life, Duration renew, Set<Operation> operations,
    Map<RecordType, List<String>> criteria, List<String> scopes, boolean confirmed) {

  /** The setting of a connection that says where the EHR reaches us; one without it has no subscriptions of ours. */
  public static final String ADDRESS = "notify-at";

  /** What a server may offer besides the subscription itself. */
  public enum Operation {
    STATUS,
    EVENTS
  }

  /** Where a connection's notifications go; empty where we make no subscriptions for it. */
  public static Optional<URI> endpoint(Connection connection, EhrInterface own) {
    return own.hookSecret().isEmpty() ? Optional.empty() : Optional.ofNullable(own.settings().get(ADDRESS))
        .map(address -> URI.create(address + "/hooks/" + connection.id() + "/" + own.name()));
  }

  /** Of one record type. */
  public List<String> criteria(RecordType type) {
    return criteria.getOrDefault(type, List.of());
  }
}
