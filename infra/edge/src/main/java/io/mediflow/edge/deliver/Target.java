package io.mediflow.edge.deliver;

import java.net.URI;

/**
 * Where to, and how the agent proves itself.
 *
 * @param hook   a connection's webhook: {@code https://HOST/hooks/CONNECTION/feed}
 * @param header carries the secret, as the package says
 */
public record Target(URI hook, String header, String secret) {

  /** Without the secret. */
  @Override
  public String toString() {
    return hook.toString();
  }
}
