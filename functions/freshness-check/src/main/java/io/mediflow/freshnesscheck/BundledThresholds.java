package io.mediflow.freshnesscheck;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The thresholds as this build carries them. */
class BundledThresholds {

  @Produces
  @Singleton
  Thresholds thresholds() {
    return Thresholds.bundled();
  }
}
