package io.mediflow.model.store;

import java.util.List;

/** Shared secrets by name: header secrets of webhooks, the id key. Signing keys never pass here (see {@code Signer}). */
public interface Secrets {

  /**
   * The values in force, the newest first; two while a secret is rotated.
   *
   * @throws IllegalStateException when there is no such secret; the message names it and says what to do
   */
  List<byte[]> read(String name);
}
