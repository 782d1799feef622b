package io.mediflow.writesweep;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What the room needs that no module provides. */
@RegisterForReflection(classNames = "io.quarkus.amazon.lambda.runtime.FunctionError") // else a failing native function never answers
final class WriteSweepBeans {

  private WriteSweepBeans() {}
}
