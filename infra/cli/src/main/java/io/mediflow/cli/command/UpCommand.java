package io.mediflow.cli.command;

import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Failure;
import io.mediflow.cli.Terminal;
import io.mediflow.cli.run.LocalSystem;
import io.mediflow.cli.sample.FirstSync;
import io.mediflow.cli.sample.Patience;
import io.mediflow.cli.sample.SamplePractice;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job: a whole system on this machine, until Ctrl-C. */
@Command(
    name = "up",
    description = {
      "Starts a simulated EHR and the whole system on this machine, with a sample practice.",
      "Waits for the first sync, prints the practice's page (one-time link) and a token for the API, and stays up until",
      "Ctrl-C. A second start on the same folder goes on where the first one was, however that ended."
    },
    footer = {
      "", "Examples:", "  mediflow up", "  mediflow up --data /srv/mediflow --port 8080",
      "  mediflow up --no-sandbox        connect your own EHR with: mediflow connection add FILE"
    })
public final class UpCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Option(names = "--port", paramLabel = "PORT",
      description = "port of API and page (default: the last one, 8420, or a free one)")
  private Integer port;

  @Option(names = "--sandbox-port", paramLabel = "PORT",
      description = "port of the simulated EHR (default: the last one, 8430, or a free one)")
  private Integer sandboxPort;

  @Option(
      names = "--time-scale", paramLabel = "N", defaultValue = "1",
      description = "makes schedules, thresholds and settle times N times shorter (default: ${DEFAULT-VALUE})")
  private double timeScale;

  @Option(names = "--no-sandbox", description = "start without the simulated EHR and the sample practice")
  private boolean noSandbox;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine().getOut());
    checkTimeScale(timeScale);
    terminal.say("Starting on " + data.path().toAbsolutePath().normalize() + " ...");
    try (LocalSystem system = LocalSystem.start(new LocalSystem.Options(
        data.path(), Optional.ofNullable(port), Optional.ofNullable(sandboxPort), timeScale, !noSandbox))) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> {
        terminal.say("Stopping ...");
        system.close();
      }));
      if (!noSandbox) {
        new FirstSync(system, SamplePractice.connect(system)).await(terminal,
            new Patience(Duration.ofMinutes(5), Duration.ofMinutes(5)));
      }
      tell(terminal, system);
      system.awaitEnd().ifPresent(ended -> {
        throw new Failure("The " + ended.name() + " ended by itself; its log says why: " + ended.log()
            + ". Start again with mediflow up: it goes on where it was.");
      });
      return ExitCode.DONE;
    }
  }

  static void checkTimeScale(double scale) {
    if (!(scale >= 1 && scale <= 600)) {
      throw new Failure(ExitCode.USAGE, "--time-scale must be a number from 1 to 600.");
    }
  }

  private void tell(Terminal terminal, LocalSystem system) {
    if (timeScale != 1) {
      terminal.say("Time scale:  " + timeScale + " (schedules, thresholds and settle times are that much shorter)");
    }
    terminal.say("Data:        " + system.data().path());
    system.run().sandbox().ifPresent(base -> terminal.say("EHR:         " + base + " (simulated, synthetic patients)"));
    terminal.say("API:         " + system.run().api());
    if (noSandbox) {
      terminal.say("Connect an EHR with: mediflow connection add FILE --data " + system.data().path());
    } else {
      terminal.say("Page:        " + SamplePractice.link(system.run()) + "   (works once; another: mediflow link)");
      terminal.say("API token:   " + system.issuer().token(SamplePractice.APPLICATION, Optional.empty(), Duration.ofHours(12)));
      terminal.say("             (for 12 hours; another: mediflow token)");
    }
    terminal.say("Ready. Stop with Ctrl-C.");
  }
}
