package io.mediflow.packages.plan;

import java.util.List;

/**
 * How a connection is kept in step, and whether that will do.
 *
 * @param lines    by record type, in the order of the package's interfaces
 * @param budgets  one per limit
 * @param refusals empty when the plan holds
 */
public record SyncPlan(List<PlanLine> lines, List<BudgetUse> budgets, List<Refusal> refusals) {

  public SyncPlan {
    lines = List.copyOf(lines);
    budgets = List.copyOf(budgets);
    refusals = List.copyOf(refusals);
  }

  public boolean holds() {
    return refusals.isEmpty();
  }
}
