package io.mediflow.packages.plan;

import java.util.List;

/**
 * How a connection is kept in step, and whether that will do.
 *
 * @param lines    by record type, in the order of the package's interfaces
 * @param budgets  one per limit
 * @param nightly  what is compared with the EHR each night, by record type; it takes what the budgets have left then
 * @param roster   where the patients come from whom it follows; empty where nobody has to be named
 * @param refusals empty when the plan holds
 */
public record SyncPlan(
    List<PlanLine> lines, List<BudgetUse> budgets, List<NightlyLine> nightly, List<RosterLine> roster, List<Refusal> refusals) {

  public SyncPlan {
    lines = List.copyOf(lines);
    budgets = List.copyOf(budgets);
    nightly = List.copyOf(nightly);
    roster = List.copyOf(roster);
    refusals = List.copyOf(refusals);
  }

  public boolean holds() {
    return refusals.isEmpty();
  }
}
