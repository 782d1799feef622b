package io.mediflow.model.connection;

import java.net.URI;
import java.util.List;

/**
 * One way into a practice's EHR, switched on for its connection.
 *
 * @param name       as the package names it, for example {@code fhir}
 * @param base       base URL, without a slash at the end
 * @param clientId   our client id at the EHR's authorization server
 * @param signingKey name of the key that signs our client assertions (see {@code Signer})
 * @param scopes     SMART scopes to ask for
 * @param hookSecret name of the secret that authenticates the EHR's notifications; empty when it sends none
 */
public record EhrInterface(
    String name, URI base, String clientId, String signingKey, List<String> scopes, String hookSecret) {

  public EhrInterface {
    scopes = List.copyOf(scopes);
  }
}
