package io.mediflow.cli.command;

import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.Reconciliation.Gap;
import io.mediflow.packages.RecordSpec.ChangeStrategy;
import io.mediflow.packages.plan.BudgetUse;
import io.mediflow.packages.plan.NightlyLine;
import io.mediflow.packages.plan.PlanLine.Followed;
import io.mediflow.packages.plan.PlanLine.NotFollowed;
import io.mediflow.packages.plan.SyncPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A plan as lines for people. */
final class PlanLines {

  private static final String FLOW = "%-13s %-6s %-24s %-6s %-15s %-7s %9s  %s";
  private static final String BUDGET = "%-13s %-24s %9s %9s %6s";

  private static final String NIGHT = "%-13s %-6s %-14s %s";

  private PlanLines() {}

  static List<String> of(SyncPlan plan) {
    List<String> lines = new ArrayList<>();
    lines.add(FLOW.formatted("record", "by", "learned of by", "scope", "tier", "every", "calls/min", "fresh within"));
    plan.lines().forEach(one -> lines.add(switch (one) {
      case Followed followed -> flow(followed);
      case NotFollowed not -> FLOW.formatted(not.type().label(), not.interfaceName(), "-", "-", "-", "-", "-",
          "not followed: " + not.reason());
    }));
    lines.add("");
    lines.add(BUDGET.formatted("budget", "interfaces", "calls/min", "of", "part"));
    plan.budgets().forEach(one -> lines.add(budget(one)));
    lines.add("");
    lines.add(NIGHT.formatted("at night", "by", "calls", "compared with the EHR"));
    plan.nightly().forEach(one -> lines.add(NIGHT.formatted(one.type().label(), one.interfaceName(), calls(one),
        one.gap().map(Gap::sentence).orElse("all"))));
    if (!plan.roster().isEmpty()) {
      lines.add("");
      lines.add("patients to follow come from: " + plan.roster().stream()
          .map(one -> one.source() + one.not().map(why -> " (nobody: " + why + ")").orElse("")).collect(Collectors.joining(", ")));
    }
    return lines;
  }

  /** What is refused for the same reason stands together. */
  static List<String> refusals(SyncPlan plan) {
    Map<String, List<String>> subjects = new LinkedHashMap<>();
    plan.refusals().forEach(one ->
        subjects.computeIfAbsent(one.reason() + " " + one.nearest(), first -> new ArrayList<>()).add(one.subject()));
    return subjects.entrySet().stream().map(one -> "  " + String.join(", ", one.getValue()) + ": " + one.getKey()).toList();
  }

  private static String flow(Followed one) {
    return FLOW.formatted(one.type().label(), one.interfaceName(), strategies(one), scope(one), one.tier().label(),
        one.listed() ? words(one.interval()) : "-", number(one.callsPerMinute()), freshness(one));
  }

  private static String freshness(Followed one) {
    if (!one.told()) {
      return words(one.listedWithin().orElseThrow())
          + (one.strategies().contains(ChangeStrategy.CHANGED_FEED) ? ", but for what a fault loses and the EHR will not tell again" : "");
    }
    return one.listedWithin().map(longest -> "seconds, " + words(longest) + " if a notification is lost")
        .orElse("seconds, unless a notification is lost" + (one.scope() == FlowId.Scope.PUSHED
            ? "; a silence of more than " + words(one.interval()) + " is told" : ""));
  }

  private static String budget(BudgetUse one) {
    return BUDGET.formatted(one.bucket(), String.join(", ", one.interfaces()), number(one.callsPerMinute()),
        one.budget().map(limit -> number(limit.callsPerMinute()) + (limit.confirmed() ? "" : " ?")).orElse("unstated"),
        one.part().isPresent() ? one.part().getAsInt() + " %" : "-");
  }

  private static String calls(NightlyLine one) {
    return one.pageSize() == 0 ? "-" : one.calls().isPresent() ? String.valueOf(one.calls().getAsInt()) : "1 for each " + one.pageSize();
  }

  private static String strategies(Followed one) {
    return one.strategies().stream().map(ChangeStrategy::label).collect(Collectors.joining(", "));
  }

  static String scope(Followed one) {
    return one.scope().name().toLowerCase(Locale.ROOT);
  }

  private static String number(double calls) {
    return String.format(Locale.ROOT, "%.1f", calls);
  }

  private static String words(Duration time) {
    return time.toSeconds() % 3600 == 0 ? time.toHours() + " h"
        : time.toSeconds() % 60 == 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }
}
