package io.mediflow.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Failure;
import io.mediflow.cli.run.Api;
import io.mediflow.cli.run.DataFolder;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.cli.sample.SamplePractice;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what the page says, for people or for scripts. */
@Command(
    name = "status",
    description = "Prints as JSON whether the sync of a practice works: flows, heartbeats, writes, open troubles.",
    footer = {"", "Examples:", "  mediflow status", "  mediflow status lakeside", "  mediflow status --application scheduling | jq .breaches"})
public final class StatusCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Option(names = "--application", paramLabel = "ID",
      description = "a registered application of the practice, instead of CONNECTION (default: " + SamplePractice.APPLICATION + ")")
  private String application;

  @Parameters(paramLabel = "CONNECTION", arity = "0..1", description = "the practice's connection id")
  private String connection;

  @Override
  public Integer call() {
    if (connection != null && application != null) {
      throw new Failure(ExitCode.USAGE, "Name the connection or one of its applications, not both.");
    }
    DataFolder folder = DataFolder.existing(data.path());
    RunFile run = RunFile.running(folder);
    JsonNode status = connection == null
        ? Api.of(folder, run, application == null ? SamplePractice.APPLICATION : application).status() : ofPractice(run);
    if (!status.isObject()) {
      throw new Failure("The system did not answer with a status.");
    }
    spec.commandLine().getOut().println(status.toPrettyString());
    return ExitCode.DONE;
  }

  /** As its people see it: that needs no application. */
  private JsonNode ofPractice(RunFile run) {
    try (Stores stores = Stores.of(run)) {
      stores.connection(connection);
      return Api.well(Api.seen(run, stores.link(connection), "/page/status"));
    }
  }
}
