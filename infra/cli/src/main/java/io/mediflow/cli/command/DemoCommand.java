package io.mediflow.cli.command;

import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Terminal;
import io.mediflow.cli.demo.Demo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays a day of the sample practice with checks. */
@Command(
    name = "demo",
    description = {
      "Plays the story of a practice, with real checks against the system and the simulated EHR.",
      "Everything starts in a temporary folder on free ports. The story is a first sync, changes in the EHR, writes,",
      "conflicts, bad input, an outage. Prints a table of steps with times; exits with 0 only if every step held."
    },
    footer = {"", "Examples:", "  mediflow demo", "  mediflow demo --keep       leaves the data folder, for a look at the logs"})
public final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--time-scale", paramLabel = "N", defaultValue = "40",
      description = "makes schedules, thresholds and settle times N times shorter (default: ${DEFAULT-VALUE})")
  private double timeScale;

  @Option(names = "--keep", description = "keep the temporary folder")
  private boolean keep;

  @Override
  public Integer call() {
    UpCommand.checkTimeScale(timeScale);
    boolean held = new Demo(Terminal.of(spec.commandLine().getOut()), timeScale, keep).play();
    return held ? ExitCode.DONE : ExitCode.FAILED;
  }
}
