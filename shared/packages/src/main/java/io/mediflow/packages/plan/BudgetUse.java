package io.mediflow.packages.plan;

import io.mediflow.model.ehr.Lane;
import io.mediflow.packages.InterfaceSpec.BudgetSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the flows of all interfaces under one limit take of it when nothing changes.
 *
 * @param budget         empty where no number is stated
 * @param callsPerMinute of flows, tokens and heartbeats
 */
public record BudgetUse(String bucket, List<String> interfaces, Optional<BudgetSpec> budget, double callsPerMinute) {

  /** What quiet flows may take, as their lanes do; the rest is for fetching what changed, for writes and for look-ups. */
  static final double SHARE = Lane.QUIET_SHARE;

  public BudgetUse {
    interfaces = List.copyOf(interfaces);
  }

  /** In percent, rounded up. */
  public OptionalInt part() {
    return budget.isEmpty() ? OptionalInt.empty()
        : OptionalInt.of((int) Math.ceil(100 * callsPerMinute / budget.get().callsPerMinute()));
  }

  /** Calls a minute that quiet flows may take; no bound where no number is stated. */
  double allowed() {
    return budget.map(one -> one.callsPerMinute() * SHARE).orElse(Double.POSITIVE_INFINITY);
  }

  boolean fits() {
    return callsPerMinute <= allowed();
  }
}
