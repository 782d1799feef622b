package io.mediflow.packages;

import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.AuthMechanism;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One way into the EHR, as the package offers it.
 *
 * @param format  what it speaks
 * @param auth    how we prove ourselves
 * @param scopes  SMART scopes that its reads and writes need
 * @param timeout for one call, connecting included
 * @param hook    how its notifications are authenticated; empty when it sends none
 * @param budget  how many calls it takes; empty where the product's maker states no number
 * @param bases   addresses by environment ({@code sandbox}, {@code production}), for people: a connection states its own
 */
public record InterfaceSpec(
    String name, Format format, AuthMechanism auth, List<String> scopes, Duration timeout, Optional<HookSpec> hook,
    Optional<BudgetSpec> budget, Map<String, String> bases) {

  /** Of FHIR, at whatever address the connection states. */
  public InterfaceSpec(String name, AuthMechanism auth, List<String> scopes, Duration timeout, Optional<HookSpec> hook) {
    this(name, Format.FHIR_R4, auth, scopes, timeout, hook, Optional.empty(), Map.of());
  }

  /**
   * Notifications.
   *
   * @param mechanism {@code header-secret}: the header's value is the shared secret
   * @param header    the header's name
   */
  public record HookSpec(String mechanism, String header) {}

  /**
   * A limit by calls, those for tokens included.
   *
   * @param calls     in each window
   * @param window    begins with the clock: of a minute at each full minute
   * @param bucket    interfaces that name the same one have the limit together
   * @param confirmed whether the maker's own documentation says so
   */
  public record BudgetSpec(int calls, Duration window, String bucket, boolean confirmed) {

    public double callsPerMinute() {
      return calls * 60_000.0 / window.toMillis();
    }
  }

  /** Whose limit it is under; its own where the package names no other. */
  public String bucket() {
    return budget.map(BudgetSpec::bucket).orElse(name);
  }

  /** What the EHR adapter needs to call this interface of a connection. */
  public Access access(Connection connection, EhrInterface own) {
    return new Access(
        connection.id(), name, own.base(), auth, own.clientId(), own.signingKey(),
        own.scopes().isEmpty() ? scopes : own.scopes(), timeout);
  }
}
