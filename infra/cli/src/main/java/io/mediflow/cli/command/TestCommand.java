package io.mediflow.cli.command;

import io.mediflow.cli.Failure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Runs all tests; the launcher does it, so that it works before anything is built. */
@Command(
    name = "test",
    description = {
      "Runs all tests (mvn verify) with the JDK that the launcher finds.",
      "Further arguments go to Maven."
    },
    footer = {"", "Examples:", "  mediflow test", "  mediflow test -pl shared/mapping -am"})
public final class TestCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    throw new Failure("The launcher runs the tests: call ./mediflow test from a checkout, or mvn verify.");
  }
}
