package io.mediflow.sandbox.smart;

import java.net.URI;
import java.util.Set;

/** The sandbox calls nobody but this machine. */
public final class Loopback {
  private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");

  private Loopback() {}

  /** @throws IllegalArgumentException when the address is not one of this machine */
  public static URI checked(String address) {
    URI uri = URI.create(address);
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null || !HOSTS.contains(uri.getHost())) {
      throw new IllegalArgumentException("Only addresses of this machine are called: http://127.0.0.1:PORT/...");
    }
    return uri;
  }
}
