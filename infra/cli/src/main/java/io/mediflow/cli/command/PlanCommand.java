package io.mediflow.cli.command;

import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Failure;
import io.mediflow.cli.report.PracticeSizes;
import io.mediflow.packages.plan.Planner;
import io.mediflow.packages.plan.Sizes;
import io.mediflow.packages.plan.SyncPlan;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How a practice is kept in step, what that takes of its EHR's limits, and whether it will do. */
@Command(
    name = "plan",
    description = {
      "Prints for each record and interface how its changes are learned of, and how often.",
      "Also how many calls a minute that takes when nothing changes, and how fresh it is kept; or why it is not followed.",
      "Then what is taken of each limit of the EHR: of this four fifths may be taken, tokens and heartbeats (at most a call",
      "a minute) included; a limit with ? is unconfirmed. Then what is compared with the EHR each night and how many calls",
      "that takes, in what is left of the limits at that time; 1 for each 100 means records. The plan is refused where a",
      "record other than slot, practitioner and location is not followed within minutes, or where a limit does not allow",
      "it, each with the nearest plan that works. Exits with 1 then."
    },
    footer = {
      "", "Examples:", "  mediflow plan sample-practice", "  mediflow plan lakeside --roster 8000 --hot-set 240 --format json"
    })
public final class PlanCommand implements Callable<Integer> {

  /** The ways in which a plan is written. */
  enum Form {
    TEXT,
    JSON
  }

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Parameters(paramLabel = "CONNECTION", description = "the practice's connection id")
  private String connection;

  @Mixin private SizesOption sizes;

  @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text",
      description = "text or json (default: ${DEFAULT-VALUE})")
  private Form form;

  @Override
  public Integer call() {
    sizes.refuseWrong();
    try (OpenPractice own = OpenPractice.of(data, connection)) {
      Sizes sizes = this.sizes.or(
          PracticeSizes.of(own.stores().records(), own.stores().roster(), own.connection(), Instant.now()));
      SyncPlan plan = Planner.plan(own.ehr(), own.connection(), sizes);
      print(own.ehr().stamp(), sizes, plan);
      if (!plan.holds()) {
        throw new Failure("The plan of " + connection + " is refused; each refusal above says what to do.");
      }
    }
    return ExitCode.DONE;
  }

  private void print(String stamp, Sizes sizes, SyncPlan plan) {
    PrintWriter out = spec.commandLine().getOut();
    if (form == Form.JSON) {
      out.println(PlanJson.of(connection, stamp, sizes, plan));
      return;
    }
    out.println(connection + ": " + stamp + ", " + sizes.roster() + " patients, " + sizes.hotSet() + " of them in the hot set");
    out.println();
    PlanLines.of(plan).forEach(out::println);
    out.println();
    out.println(plan.holds() ? "The plan holds." : "Refused:");
    PlanLines.refusals(plan).forEach(out::println);
  }
}
