package io.mediflow.cli.command;

import io.mediflow.cli.ExitCode;
import io.mediflow.cli.report.Fidelity;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How well a practice's data maps, field by field. */
@Command(
    name = "fidelity",
    description = {
      "Rates each field over a practice's records: in how many it is filled, and in how many marked.",
      "The mapping marks a code that no map has, and a value that cannot be used. Prints counts only, never a value.",
      "Records of the last seconds are left out."
    },
    footer = {"", "Example:", "  mediflow fidelity sample-practice"})
public final class FidelityCommand implements Callable<Integer> {

  private static final String LINE = "%-14s %-24s %9s %8s %7s %7s%n";

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Parameters(paramLabel = "CONNECTION", description = "the practice's connection id")
  private String connection;

  @Override
  public Integer call() {
    try (OpenPractice own = OpenPractice.of(data, connection)) {
      print(Fidelity.of(own.stores().records(), connection, own.ehr(), own.overlay()));
    }
    return ExitCode.DONE;
  }

  private void print(List<Fidelity.Rating> ratings) {
    PrintWriter out = spec.commandLine().getOut();
    if (ratings.isEmpty()) {
      out.println("There are no records yet. See how the sync stands with: mediflow status");
      return;
    }
    out.printf(LINE, "record", "field", "records", "filled", "marked", "sound");
    for (Fidelity.Rating one : ratings) {
      out.printf(LINE, one.type().label(), one.field(), one.records(), one.filled(), one.marked(), one.sound());
    }
  }
}
