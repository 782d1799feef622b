package io.mediflow.writeback;

import java.util.Map;
import java.util.Optional;

/** What is sent (PHI). */
sealed interface Transmission {

  /** A new resource. */
  record Create(byte[] resource) implements Transmission {}

  /**
   * A change of one resource.
   *
   * @param patch   JSON Patch with the changed fields only
   * @param ifMatch the version that it was made from, where the EHR has versions
   * @param seen    what the EHR held in the fields that change
   */
  record Update(String id, byte[] patch, Optional<String> ifMatch, Map<String, Object> seen) implements Transmission {}

  default Optional<String> basedOn() {
    return switch (this) {
      case Create create -> Optional.empty();
      case Update update -> update.ifMatch();
    };
  }
}
