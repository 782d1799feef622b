package io.mediflow.model.ehr;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * All that the EHR adapter needs to call one interface of one connection, put together from connection and package.
 *
 * @param base       FHIR base URL, without a slash at the end
 * @param auth       mechanism, from the package
 * @param signingKey name of the key for client assertions
 * @param timeout    for one call, connecting included
 */
public record Access(
    String connection,
    String interfaceName,
    URI base,
    AuthMechanism auth,
    String clientId,
    String signingKey,
    List<String> scopes,
    Duration timeout) {

  public Access {
    scopes = List.copyOf(scopes);
  }
}
