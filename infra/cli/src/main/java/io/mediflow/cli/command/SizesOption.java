package io.mediflow.cli.command;

import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Failure;
import io.mediflow.packages.plan.Sizes;
import picocli.CommandLine.Option;

/** For how many patients a plan is made. */
final class SizesOption {

  @Option(names = "--roster", paramLabel = "N", description = "patients that are followed (default: those that are stored or on the roster)")
  private Integer roster;

  @Option(names = "--hot-set", paramLabel = "N",
      description = "those followed closely (default: who have an appointment from yesterday to the day after tomorrow, or are hot on the roster)")
  private Integer hotSet;

  void refuseWrong() {
    if (roster != null && roster < 0 || hotSet != null && hotSet < 0) {
      throw new Failure(ExitCode.USAGE, "--roster and --hot-set are numbers of patients, 0 or more.");
    }
    if (roster != null && hotSet != null && hotSet > roster) {
      throw new Failure(ExitCode.USAGE, "The hot set is a part of the roster; lower --hot-set or raise --roster.");
    }
  }

  /** What is given goes before what is stored, and the other number gives way to it. */
  Sizes or(Sizes stored) {
    int hot = hotSet != null ? hotSet : roster == null ? stored.hotSet() : Math.min(stored.hotSet(), roster);
    return stored.with(roster != null ? roster : Math.max(stored.roster(), hot), hot);
  }
}
