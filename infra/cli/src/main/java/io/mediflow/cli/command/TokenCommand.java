package io.mediflow.cli.command;

import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Failure;
import io.mediflow.cli.run.DataFolder;
import io.mediflow.cli.run.Issuer;
import io.mediflow.cli.sample.SamplePractice;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints a token for the API of a system on this machine. */
@Command(
    name = "token",
    description = {
      "Prints a token for the API of the system on this machine.",
      "The application must be registered (a connection file does that); its grant decides what the token may do."
    },
    footer = {
      "", "Examples:", "  mediflow token", "  mediflow token --application scheduling --hours 1",
      "  curl -H \"Authorization: Bearer $(mediflow token)\" http://127.0.0.1:8420/records?type=patient"
    })
public final class TokenCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Option(names = "--application", paramLabel = "ID", defaultValue = SamplePractice.APPLICATION,
      description = "for which application (default: ${DEFAULT-VALUE})")
  private String application;

  @Option(names = "--person", paramLabel = "NAME", description = "the application's user, for the audit")
  private String person;

  @Option(names = "--hours", paramLabel = "N", defaultValue = "12",
      description = "how long it is good for (default: ${DEFAULT-VALUE})")
  private int hours;

  @Override
  public Integer call() {
    if (hours < 1 || hours > 24 * 30) {
      throw new Failure(ExitCode.USAGE, "--hours must be from 1 to 720.");
    }
    Issuer issuer = Issuer.of(DataFolder.existing(data.path()));
    spec.commandLine().getOut().println(issuer.token(application, Optional.ofNullable(person), Duration.ofHours(hours)));
    return ExitCode.DONE;
  }
}
