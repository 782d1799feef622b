package io.mediflow.changemapping;

import io.mediflow.mapping.Mapper;
import io.mediflow.model.change.Change;
import io.mediflow.packages.Packages;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What the room needs that no module provides as a bean, and what its native executable must be able to look into. */
@RegisterForReflection(
    targets = Change.class,
    classNames = "io.quarkus.amazon.lambda.runtime.FunctionError") // else a failing native function never answers
class ChangeMappingBeans {

  @Produces
  @Singleton
  Packages packages() {
    return Packages.bundled();
  }

  @Produces
  @Singleton
  Mapper mapper() {
    return new Mapper();
  }
}
