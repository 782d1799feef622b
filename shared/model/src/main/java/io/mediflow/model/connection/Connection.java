package io.mediflow.model.connection;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * One practice's EHR.
 *
 * @param id           ours, {@code [a-z0-9-]{1,40}}; stands in URLs, logs and metrics
 * @param name         the practice's name for people
 * @param packageName  the EHR package, for example {@code smart-r4}
 * @param packageMajor the major version that the connection pins
 * @param zone         IANA zone that a date-time without one takes
 * @param interfaces   the ways into the EHR that are switched on
 * @param paused       the kill switch: nothing is read or written while it is set
 * @param version      for optimistic locking; 0 before the first put
 */
public record Connection(
    String id,
    String name,
    String packageName,
    int packageMajor,
    ZoneId zone,
    List<EhrInterface> interfaces,
    boolean paused,
    long version) {

  public Connection {
    interfaces = List.copyOf(interfaces);
  }

  /** The same with other interfaces, to be put. */
  public Connection with(List<EhrInterface> other) {
    return new Connection(id, name, packageName, packageMajor, zone, other, paused, version);
  }

  public Optional<EhrInterface> interfaceNamed(String interfaceName) {
    return interfaces.stream().filter(one -> one.name().equals(interfaceName)).findFirst();
  }
}
