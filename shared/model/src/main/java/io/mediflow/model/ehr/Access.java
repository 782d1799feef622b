package io.mediflow.model.ehr;

import io.mediflow.model.ehr.BudgetStore.Bucket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that the EHR adapter needs to call one interface of one connection, put together from connection and package.
 *
 * @param base       base URL, without a slash at the end
 * @param auth       mechanism, from the package
 * @param signingKey name of the key for client assertions
 * @param timeout    for one call, connecting included
 * @param lane       how urgent these calls are
 * @param rest       how it is called where it speaks a vendor's own JSON; empty where it speaks FHIR
 */
public record Access(
    String connection,
    String interfaceName,
    URI base,
    AuthMechanism auth,
    String clientId,
    String signingKey,
    List<String> scopes,
    Duration timeout,
    Limits limits,
    Lane lane,
    Optional<RestSpec> rest) {

  public Access {
    scopes = List.copyOf(scopes);
  }

  /** It speaks FHIR. */
  public Access(
      String connection, String interfaceName, URI base, AuthMechanism auth, String clientId, String signingKey,
      List<String> scopes, Duration timeout, Limits limits, Lane lane) {
    this(connection, interfaceName, base, auth, clientId, signingKey, scopes, timeout, limits, lane, Optional.empty());
  }

  /** No limit is stated, and nobody waits. */
  public Access(
      String connection, String interfaceName, URI base, AuthMechanism auth, String clientId, String signingKey,
      List<String> scopes, Duration timeout) {
    this(connection, interfaceName, base, auth, clientId, signingKey, scopes, timeout, Limits.none(interfaceName), Lane.SOON);
  }

  /** The same interface for calls of another urgency. */
  public Access in(Lane other) {
    return new Access(
        connection, interfaceName, base, auth, clientId, signingKey, scopes, timeout, limits, other, rest);
  }

  public Bucket bucket() {
    return new Bucket(connection, limits.bucket());
  }
}
