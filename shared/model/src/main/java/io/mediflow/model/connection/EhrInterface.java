package io.mediflow.model.connection;

import io.mediflow.model.record.RecordType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One way into a practice's EHR, switched on for its connection.
 *
 * @param name       as the package names it, for example {@code fhir}
 * @param base       base URL, without a slash at the end
 * @param clientId   our client id at the EHR's authorization server
 * @param signingKey name of the key that signs our client assertions (see {@code Signer})
 * @param scopes     SMART scopes to ask for
 * @param hookSecret name of the secret that authenticates the EHR's notifications; empty when it sends none
 * @param settings   what the package asks each practice for, by name, for example its number at the EHR's maker
 * @param intervals  between two looks, where the practice wants others than the package's
 */
public record EhrInterface(
    String name, URI base, String clientId, String signingKey, List<String> scopes, String hookSecret,
    Map<String, String> settings, Map<RecordType, Duration> intervals) {

  public EhrInterface {
    scopes = List.copyOf(scopes);
    settings = Map.copyOf(settings);
    intervals = Map.copyOf(intervals);
  }

  /** The same with another key. */
  public EhrInterface signedWith(String key) {
    return new EhrInterface(name, base, clientId, key, scopes, hookSecret, settings, intervals);
  }

  /** As its package has it. */
  public EhrInterface(
      String name, URI base, String clientId, String signingKey, List<String> scopes, String hookSecret) {
    this(name, base, clientId, signingKey, scopes, hookSecret, Map.of(), Map.of());
  }
}
