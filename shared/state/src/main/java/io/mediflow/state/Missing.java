package io.mediflow.state;

import java.util.Optional;

/** Configuration that is missing where it is needed, in a sentence. */
final class Missing {

  private Missing() {}

  static <T> T needed(Optional<T> value, String key) {
    return value.orElseThrow(() -> new IllegalStateException("configuration " + key
        + " is missing: set it, or the environment variable of that name, as template.yaml does"));
  }
}
