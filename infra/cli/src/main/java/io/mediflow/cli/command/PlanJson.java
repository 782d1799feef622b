package io.mediflow.cli.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.change.FlowId;
import io.mediflow.packages.plan.BudgetUse;
import io.mediflow.packages.plan.NightlyLine;
import io.mediflow.packages.plan.PlanLine;
import io.mediflow.packages.plan.PlanLine.Followed;
import io.mediflow.packages.plan.PlanLine.NotFollowed;
import io.mediflow.packages.plan.Sizes;
import io.mediflow.packages.plan.SyncPlan;

/** A plan as JSON, for scripts: durations as ISO 8601 writes them, calls by the minute. */
final class PlanJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private PlanJson() {}

  static String of(String connection, String stamp, Sizes sizes, SyncPlan plan) {
    ObjectNode whole = JSON.createObjectNode().put("connection", connection).put("package", stamp)
        .put("roster", sizes.roster()).put("hotSet", sizes.hotSet()).put("holds", plan.holds());
    ArrayNode flows = whole.putArray("flows");
    plan.lines().forEach(one -> flow(one, flows.addObject()));
    ArrayNode budgets = whole.putArray("budgets");
    plan.budgets().forEach(one -> budget(one, budgets.addObject()));
    ArrayNode nightly = whole.putArray("nightly");
    plan.nightly().forEach(one -> nightly(one, nightly.addObject()));
    ArrayNode roster = whole.putArray("rosterSources");
    plan.roster().forEach(one -> roster.addObject().put("source", one.source()).put("not", one.not().orElse(null)));
    ArrayNode refusals = whole.putArray("refusals");
    plan.refusals().forEach(one -> refusals.addObject()
        .put("subject", one.subject()).put("reason", one.reason()).put("nearest", one.nearest()));
    return whole.toPrettyString();
  }

  private static void flow(PlanLine line, ObjectNode node) {
    node.put("record", line.type().label()).put("interface", line.interfaceName());
    ArrayNode strategies = node.putArray("strategies");
    switch (line) {
      case Followed one -> {
        one.strategies().forEach(each -> strategies.add(each.label()));
        node.put("followed", true).put("scope", PlanLines.scope(one)).put("tier", one.tier().label())
            .put("callsPerMinute", one.callsPerMinute()).put("told", one.told());
        one.listedWithin().ifPresent(longest ->
            node.put("interval", one.interval().toString()).put("listedWithin", longest.toString()));
        if (one.scope() == FlowId.Scope.PUSHED) {
          node.put("silence", one.interval().toString());
        }
      }
      case NotFollowed one -> {
        one.strategies().forEach(each -> strategies.add(each.label()));
        node.put("followed", false).put("reason", one.reason());
      }
    }
  }

  private static void nightly(NightlyLine one, ObjectNode node) {
    node.put("record", one.type().label()).put("interface", one.interfaceName()).put("recordsPerCall", one.pageSize());
    one.calls().ifPresent(calls -> node.put("calls", calls));
    one.gap().ifPresent(gap -> node.put("notCompared", gap.sentence()));
  }

  private static void budget(BudgetUse one, ObjectNode node) {
    node.put("bucket", one.bucket()).put("callsPerMinute", one.callsPerMinute());
    ArrayNode interfaces = node.putArray("interfaces");
    one.interfaces().forEach(interfaces::add);
    one.budget().ifPresent(limit -> node.put("calls", limit.calls()).put("window", limit.window().toString())
        .put("confirmed", limit.confirmed()));
    one.part().ifPresent(percent -> node.put("percent", percent));
  }
}
