package io.mediflow.cli;

import io.mediflow.cli.command.ConnectionCommand;
import io.mediflow.cli.command.DemoCommand;
import io.mediflow.cli.command.FidelityCommand;
import io.mediflow.cli.command.KeyCommand;
import io.mediflow.cli.command.LinkCommand;
import io.mediflow.cli.command.LocalBuildCommand;
import io.mediflow.cli.command.MapCommand;
import io.mediflow.cli.command.MappingDocCommand;
import io.mediflow.cli.command.OutboundCommand;
import io.mediflow.cli.command.PackageCommand;
import io.mediflow.cli.command.PlanCommand;
import io.mediflow.cli.command.ReconcileCommand;
import io.mediflow.cli.command.RecordsCommand;
import io.mediflow.cli.command.RosterCommand;
import io.mediflow.cli.command.StatusCommand;
import io.mediflow.cli.command.SubscriptionCommand;
import io.mediflow.cli.command.TerminologyCommand;
import io.mediflow.cli.command.TestCommand;
import io.mediflow.cli.command.TokenCommand;
import io.mediflow.cli.command.UpCommand;
import io.mediflow.cli.command.WriteCommand;
import io.mediflow.edge.EdgeCommand;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The top of the command line. */
@Command(
    name = "mediflow",
    description = "Keeps a practice's EHR and the applications that it uses in step, both ways.",
    subcommands = {
      UpCommand.class, DemoCommand.class, TestCommand.class, ConnectionCommand.class, StatusCommand.class, WriteCommand.class,
      MapCommand.class, MappingDocCommand.class, PackageCommand.class, PlanCommand.class, RosterCommand.class, ReconcileCommand.class, FidelityCommand.class,
      LocalBuildCommand.class, RecordsCommand.class, TerminologyCommand.class, KeyCommand.class, LinkCommand.class, TokenCommand.class, EdgeCommand.class,
      OutboundCommand.class, SubscriptionCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Begin with:  mediflow up", "Each command has its own --help, with examples."})
public final class Mediflow {

  private static final Map<String, String> EXIT_CODES = new LinkedHashMap<>();

  static {
    EXIT_CODES.put(" 0", "done");
    EXIT_CODES.put(" 1", "failed; a sentence says why and what to do");
    EXIT_CODES.put(" 2", "the command line cannot be understood, or names a file that is not there");
    EXIT_CODES.put(" 3", "there is no JDK (21 or newer) or no Maven");
    EXIT_CODES.put(" 4", "the build failed");
    EXIT_CODES.put(" 5", "write, outbound: accepted, and its outcome is still open");
  }

  private Mediflow() {}

  public static void main(String... arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The command line as it is run, and as tests run it. */
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Mediflow());
    everyCommand(line);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(Mediflow::tell);
    line.setParameterExceptionHandler(Mediflow::tellUsage);
    return line;
  }

  /** Help, exit codes and width are the same for all. */
  private static void everyCommand(CommandLine line) {
    CommandLine.Model.CommandSpec spec = line.getCommandSpec();
    if (!spec.mixinStandardHelpOptions()) {
      spec.mixinStandardHelpOptions(true);
    }
    spec.version("mediflow 0.1.0");
    spec.usageMessage().width(110).exitCodeListHeading("%nExit codes:%n").exitCodeList(EXIT_CODES);
    line.getSubcommands().values().forEach(Mediflow::everyCommand);
  }

  private static int tell(Exception thrown, CommandLine line, CommandLine.ParseResult parsed) {
    PrintWriter err = line.getErr();
    if (thrown instanceof Failure failure) {
      err.println("mediflow: " + failure.getMessage());
      return failure.exitCode();
    }
    if (thrown instanceof SdkClientException) {
      err.println("mediflow: The running system did not answer. Does it still run? Look with: mediflow status");
      return ExitCode.FAILED;
    }
    // A defect of ours: say so, with the place and no values; the trace only for who asks for it.
    StackTraceElement[] trace = thrown.getStackTrace();
    err.println("mediflow: this should not happen (" + thrown.getClass().getSimpleName()
        + (trace.length == 0 ? "" : " at " + trace[0]) + "). Set MEDIFLOW_TRACE=1 to see where, and report it.");
    if (System.getenv("MEDIFLOW_TRACE") != null) {
      thrown.printStackTrace(err);
    }
    return ExitCode.FAILED;
  }

  private static int tellUsage(CommandLine.ParameterException thrown, String[] arguments) {
    CommandLine line = thrown.getCommandLine();
    line.getErr().println("mediflow: " + thrown.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(thrown, line.getErr())) {
      line.getErr().println("See: " + line.getCommandSpec().qualifiedName() + " --help");
    }
    return ExitCode.USAGE;
  }
}
