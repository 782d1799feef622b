package io.mediflow.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Failure;
import io.mediflow.cli.run.Api;
import io.mediflow.cli.run.DataFolder;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.sample.SamplePractice;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what the page says, for people or for scripts. */
@Command(
    name = "status",
    description = "Prints whether the sync of a practice works: flows, heartbeats, writes, open troubles. As JSON.",
    footer = {"", "Examples:", "  mediflow status", "  mediflow status --application scheduling | jq .breaches"})
public final class StatusCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Option(names = "--application", paramLabel = "ID", defaultValue = SamplePractice.APPLICATION,
      description = "a registered application of the practice (default: ${DEFAULT-VALUE})")
  private String application;

  @Override
  public Integer call() {
    DataFolder folder = DataFolder.existing(data.path());
    JsonNode status = Api.of(folder, RunFile.running(folder), application).status();
    if (!status.isObject()) {
      throw new Failure("The system did not answer with a status.");
    }
    spec.commandLine().getOut().println(status.toPrettyString());
    return ExitCode.DONE;
  }
}
