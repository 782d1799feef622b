package io.mediflow.cli.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which data folder a command means. */
final class DataOption {

  @Option(
      names = "--data", paramLabel = "FOLDER", defaultValue = ".mediflow/data",
      description = "the data folder of the system (default: ${DEFAULT-VALUE}, below the current folder)")
  private Path data;

  Path path() {
    return data;
  }
}
