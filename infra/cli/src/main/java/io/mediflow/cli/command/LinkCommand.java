package io.mediflow.cli.command;

import io.mediflow.cli.ExitCode;
import io.mediflow.cli.run.DataFolder;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.cli.sample.SamplePractice;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints a new one-time link to a practice's page. */
@Command(
    name = "link",
    description = "Prints a link to the practice's page; it works once, for ten minutes.",
    footer = {"", "Examples:", "  mediflow link", "  mediflow link --connection lakeside"})
public final class LinkCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Option(names = "--connection", paramLabel = "ID", defaultValue = SamplePractice.CONNECTION,
      description = "whose page (default: ${DEFAULT-VALUE})")
  private String connection;

  @Override
  public Integer call() {
    RunFile run = RunFile.running(DataFolder.existing(data.path()));
    try (Stores stores = Stores.of(run)) {
      stores.connection(connection);
      spec.commandLine().getOut().println(stores.link(connection));
    }
    return ExitCode.DONE;
  }
}
