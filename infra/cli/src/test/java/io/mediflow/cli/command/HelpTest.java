package io.mediflow.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.cli.Mediflow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HelpTest {

  @TempDir private java.nio.file.Path empty;

  @Test
  void everyCommandHasHelpWithAnExampleAndExitCodes() {
    List<CommandLine> all = new ArrayList<>();
    collect(Mediflow.commandLine(), all);
    assertTrue(all.size() >= 12, "commands: " + all.size());
    for (CommandLine one : all) {
      Object[] call = (one.getCommandSpec().qualifiedName() + " --help").split(" ");
      String help = Ran.of(java.util.Arrays.copyOfRange(call, 1, call.length)).well().out();
      String name = one.getCommandSpec().qualifiedName();
      assertTrue(help.contains("Exit codes:"), name);
      assertTrue(help.contains("Example") || help.contains("Begin with"), name);
      String first = one.getCommandSpec().usageMessage().description()[0];
      assertTrue(first.endsWith(".") && !first.contains(". ") && first.length() <= 100, "one whole sentence: " + name + ": " + first);
    }
  }

  @Test
  void whatIsNotUnderstoodIsSaidWithTheWayToHelp() {
    Ran.of("upp").failed(2, "Unmatched argument");
    Ran.of("map", "--package", "smart-r4").failed(2, "Missing required parameter: 'FILE'");
    Ran.of("connection").failed(2, "Say what to do: add, list, show or overlay.");
    Ran.of("plan").failed(2, "Missing required parameter: 'CONNECTION'");
    Ran.of("plan", "x", "--roster", -1).failed(2, "are numbers of patients, 0 or more");
    Ran.of("plan", "x", "--roster", 2, "--hot-set", 3).failed(2, "The hot set is a part of the roster");
    Ran.of("plan", "x", "--format", "pdf").failed(2, "Invalid value for option '--format'");
    Ran.of("up", "--time-scale", "0.5", "--data", empty).failed(2, "--time-scale must be a number from 1 to 600");
    Ran.of("up", "--port", "http").failed(2, "Invalid value for option '--port'");
    assertEquals(0, empty.toFile().list().length);
  }

  @Test
  void whereNothingRunsEveryCommandSaysSo() {
    for (String command : List.of("status", "link", "token")) {
      Ran.of(command, "--data", empty).failed(1, "There is no MediFlow data folder at " + empty);
    }
    Ran.of("write", "--operation", "patient.update", "--data", empty).failed(1, "There is no MediFlow data folder");
    Ran.of("plan", "lakeside", "--data", empty).failed(1, "There is no MediFlow data folder");
    Ran.of("connection", "list", "--data", empty).failed(1, "There is no MediFlow data folder");
    assertEquals(0, empty.toFile().list().length, "nothing was written");
  }

  private static void collect(CommandLine line, List<CommandLine> all) {
    all.add(line);
    line.getSubcommands().values().forEach(one -> collect(one, all));
  }
}
