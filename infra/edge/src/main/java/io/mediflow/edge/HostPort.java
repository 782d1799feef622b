package io.mediflow.edge;

import java.util.Optional;

/** {@code HOST:PORT}, as options have it; a host of IPv6 stands in brackets. */
record HostPort(String host, int port) {

  static Optional<HostPort> of(String text) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    return colon > 0 && port.matches("\\d{1,5}") && Integer.parseInt(port) <= 65_535
        ? Optional.of(new HostPort(text.substring(0, colon).replaceAll("^\\[|]$", ""), Integer.parseInt(port)))
        : Optional.empty();
  }
}
