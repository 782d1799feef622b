package io.mediflow.cli.command;

import io.mediflow.cli.ExitCode;
import io.mediflow.cli.report.LocalCodes;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What of the EHR's local build a practice's lists do not cover. */
@Command(
    name = "local-build",
    description = {
      "Lists the EHR's own ids and codes that a practice's records use and its local build lacks.",
      "They are visit types, locations, providers and so on, most used first; retired ones too. The lists of the local build",
      "stand in the connection's overlay: see mediflow connection overlay --help."
    },
    footer = {"", "Examples:", "  mediflow local-build sample-practice", "  mediflow local-build sample-practice --all"})
public final class LocalBuildCommand implements Callable<Integer> {

  private static final String LINE = "%-15s %-10s %6s  %-32s %s%n";

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Option(names = "--all", description = "those that are mapped too")
  private boolean all;

  @Parameters(paramLabel = "CONNECTION", description = "the practice's connection id")
  private String connection;

  @Override
  public Integer call() {
    try (OpenPractice own = OpenPractice.of(data, connection)) {
      print(LocalCodes.of(own.stores().records(), connection, own.ehr(), own.overlay()));
    }
    return ExitCode.DONE;
  }

  private void print(List<LocalCodes.Use> uses) {
    PrintWriter out = spec.commandLine().getOut();
    List<LocalCodes.Use> shown = uses.stream().filter(one -> all || one.standing() != LocalCodes.Standing.MAPPED).toList();
    if (shown.isEmpty()) {
      out.println(uses.isEmpty() ? "The records use no code that a local build could cover." : "Every code in use is covered.");
      return;
    }
    out.printf(LINE, "list", "standing", "used", "code", "the EHR's name");
    for (LocalCodes.Use one : shown) {
      out.printf(LINE, one.list(), one.standing().name().toLowerCase(Locale.ROOT), one.uses(), one.code(), one.display());
    }
  }
}
