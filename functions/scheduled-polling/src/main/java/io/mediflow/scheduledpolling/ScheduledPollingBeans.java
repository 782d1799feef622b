package io.mediflow.scheduledpolling;

import io.mediflow.packages.Packages;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What the room needs that no module provides as a bean. */
// Without FunctionError a failing native function never answers.
@RegisterForReflection(classNames = "io.quarkus.amazon.lambda.runtime.FunctionError")
class ScheduledPollingBeans {

  @Produces
  @Singleton
  Packages packages() {
    return Packages.bundled();
  }
}
