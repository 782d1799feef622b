package io.mediflow.testkit.memory;

import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.Reconciliation;
import io.mediflow.model.change.Reconciliation.Repaired;
import io.mediflow.model.change.ReconciliationStore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nightly comparisons in memory. */
public final class MemoryReconciliationStore implements ReconciliationStore {

  private final Map<FlowId, Reconciliation> all = new HashMap<>();

  @Override
  public synchronized Optional<Reconciliation> find(FlowId flow) {
    return Optional.ofNullable(all.get(flow));
  }

  @Override
  public synchronized List<Reconciliation> of(String connection) {
    return all.values().stream().filter(one -> one.flow().connection().equals(connection))
        .sorted(Comparator.comparing(one -> one.flow().label())).toList();
  }

  @Override
  public synchronized void put(Reconciliation next) {
    Repaired repaired = find(next.flow()).filter(one -> one.began().equals(next.began())).map(Reconciliation::repaired)
        .orElse(Repaired.NONE);
    all.put(next.flow(), with(next, repaired));
  }

  @Override
  public synchronized void repaired(FlowId flow, Reconciliation.Repair how) {
    all.computeIfPresent(flow, (id, one) -> with(one, switch (how) {
      case ADDED -> new Repaired(one.repaired().added() + 1, one.repaired().updated(), one.repaired().ended(), one.repaired().refused());
      case UPDATED -> new Repaired(one.repaired().added(), one.repaired().updated() + 1, one.repaired().ended(), one.repaired().refused());
      case ENDED -> new Repaired(one.repaired().added(), one.repaired().updated(), one.repaired().ended() + 1, one.repaired().refused());
      case REFUSED -> new Repaired(one.repaired().added(), one.repaired().updated(), one.repaired().ended(), one.repaired().refused() + 1);
    }));
  }

  private static Reconciliation with(Reconciliation one, Repaired repaired) {
    return new Reconciliation(one.flow(), one.began(), one.ended(), one.pages(), one.held(), one.found(), one.gap(), repaired);
  }
}
