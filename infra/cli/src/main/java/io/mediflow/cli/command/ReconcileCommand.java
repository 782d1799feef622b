package io.mediflow.cli.command;

import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Failure;
import io.mediflow.cli.run.Pause;
import io.mediflow.cli.run.Stores;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.change.Reconciliation;
import io.mediflow.model.change.Reconciliation.Gap;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.NightlyPlan;
import io.mediflow.packages.NightlyPlan.Line;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares a practice's records with its EHR now. */
@Command(
    name = "reconcile",
    description = {
      "Compares what is held of a practice with what its EHR lists, and shows what was found.",
      "It is done each night anyway. What is missing, older or not listed is read by its id: nothing is ended because a",
      "listing lacks it. It uses what the more urgent calls leave of the EHR's limits. What cannot be compared is said,",
      "with the reason."
    },
    footer = {"", "Examples:", "  mediflow reconcile sample-practice", "  mediflow reconcile lakeside --type appointment"})
public final class ReconcileCommand implements Callable<Integer> {

  private static final Duration LOOK = Duration.ofMillis(500);

  /** What was asked for comes through the change queue a little later. */
  private static final Duration SETTLES = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Parameters(paramLabel = "CONNECTION", description = "the practice's connection id")
  private String connection;

  @Option(names = "--type", paramLabel = "TYPE", description = "one record type, for example appointment (default: all)")
  private String type;

  @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "600",
      description = "how long to wait for the end; it goes on without (default: ${DEFAULT-VALUE})")
  private long wait;

  @Override
  public Integer call() {
    try (OpenPractice own = OpenPractice.of(data, connection)) {
      if (own.connection().paused()) {
        throw new Failure(connection + " is paused, so its EHR is not asked. Resume it first.");
      }
      List<Line> lines = wanted(NightlyPlan.lines(own.connection(), own.ehr()));
      lines.forEach(one -> one.gap().filter(gap -> !gap.listed()).ifPresent(gap -> say(one, "not compared. " + gap.sentence())));
      Instant asked = Instant.now();
      NightlyPlan.flows(own.connection(), own.ehr(), asked).forEach(own.stores().flows()::put); // of an older version there are none
      List<Line> compared = lines.stream().filter(Line::compared).toList();
      compared.stream().filter(one -> !own.stores().flows().dueNow(flow(one), asked)).forEach(one -> say(one, "is under way already"));
      own.stores().tick("scheduled-polling");
      await(own.stores(), compared, asked);
    }
    return ExitCode.DONE;
  }

  private List<Line> wanted(List<Line> all) {
    try {
      Optional<RecordType> only = Optional.ofNullable(type).map(RecordType::of);
      List<Line> lines = all.stream().filter(one -> only.isEmpty() || one.type() == only.get()).toList();
      if (lines.isEmpty()) {
        throw new Failure(ExitCode.USAGE, connection + " takes no such records from its EHR. See which it takes with: mediflow plan " + connection);
      }
      return lines;
    } catch (IllegalArgumentException unknown) {
      throw new Failure(ExitCode.USAGE, "There is no record type like that; there are " + RecordType.labels() + ".");
    }
  }

  /** Shows each comparison as it goes on, and its report when it has ended. */
  private void await(Stores stores, List<Line> compared, Instant asked) {
    long until = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
    Map<Line, Integer> shown = new HashMap<>();
    List<Line> open = new ArrayList<>(compared);
    while (!open.isEmpty()) {
      for (Line one : List.copyOf(open)) {
        Optional<Reconciliation> report = stores.reconciliations().find(flow(one));
        if (report.filter(found -> found.ended().filter(at -> !at.isBefore(asked)).isPresent()).isPresent()) {
          open.remove(one);
          ended(stores, one);
        } else if (report.filter(found -> found.ended().isEmpty()).isPresent()) {
          int count = report.get().found().compared();
          if (count > 0 && !Integer.valueOf(count).equals(shown.put(one, count))) {
            say(one, count + " compared so far");
          }
        }
      }
      if (!open.isEmpty() && System.nanoTime() > until) {
        throw new Failure(open.size() + " comparisons have not ended after " + wait + " s. They go on, and their reports"
            + " will stand on the practice's page.");
      }
      if (!open.isEmpty()) {
        Pause.of(LOOK);
      }
    }
  }

  private void ended(Stores stores, Line line) {
    long until = System.nanoTime() + SETTLES.toNanos();
    Reconciliation report = stores.reconciliations().find(flow(line)).orElseThrow();
    while (report.open() > 0 && System.nanoTime() < until) {
      Pause.of(LOOK);
      report = stores.reconciliations().find(flow(line)).orElseThrow();
    }
    say(line, report.sentence() + report.gap().map(Gap::sentence).map(" "::concat).orElse(""));
  }

  private FlowId flow(Line line) {
    return new FlowId(connection, line.interfaceName(), line.type(), Scope.RECONCILE);
  }

  private void say(Line line, String what) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line.type().label() + " by " + line.interfaceName() + ": " + what);
    out.flush();
  }
}
