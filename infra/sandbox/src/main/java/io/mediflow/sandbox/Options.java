package io.mediflow.sandbox;

import io.mediflow.sandbox.smart.Client;
import io.mediflow.sandbox.fault.FaultScript;
import io.mediflow.sandbox.fault.ServerKeys;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * How to start a sandbox.
 *
 * @param port           0 finds a free one
 * @param data           folder that keeps what is accepted; empty to keep it in memory only
 * @param seedData       whether a practice that holds nothing yet is given the synthetic patients
 * @param timeScale      pauses before a notification is tried again are divided by it
 * @param tokenLife      {@code expires_in}
 * @param requireIfMatch whether an update without If-Match is refused
 * @param clients        registered from the start
 * @param zone           of the practice
 * @param faults         played from the start
 * @param tls            with these it speaks TLS, without plain HTTP
 */
public record Options(
    int port,
    Optional<Path> data,
    boolean seedData,
    double timeScale,
    Duration tokenLife,
    boolean requireIfMatch,
    List<Client> clients,
    ZoneId zone,
    Clock clock,
    Optional<FaultScript> faults,
    Optional<ServerKeys> tls) {

  /** A free port, in memory, with the synthetic patients. */
  public static Options defaults() {
    return new Options(
        0, Optional.empty(), true, 1, Duration.ofSeconds(300), false, List.of(), ZoneId.of("America/New_York"), Clock.systemUTC(),
        Optional.empty(), Optional.empty());
  }

  public Options withData(Path folder) {
    return new Options(port, Optional.of(folder), seedData, timeScale, tokenLife, requireIfMatch, clients, zone, clock, faults, tls);
  }

  public Options withoutSeedData() {
    return new Options(port, data, false, timeScale, tokenLife, requireIfMatch, clients, zone, clock, faults, tls);
  }

  public Options withTimeScale(double scale) {
    return new Options(port, data, seedData, scale, tokenLife, requireIfMatch, clients, zone, clock, faults, tls);
  }

  public Options withClock(Clock other) {
    return new Options(port, data, seedData, timeScale, tokenLife, requireIfMatch, clients, zone, other, faults, tls);
  }

  public Options withTls(ServerKeys keys) {
    return new Options(port, data, seedData, timeScale, tokenLife, requireIfMatch, clients, zone, clock, faults, Optional.of(keys));
  }
}
