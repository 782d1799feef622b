package io.mediflow.testkit.memory;

import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.store.Page;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Flows in memory. */
public final class MemoryFlowStore implements FlowStore {

  private final Map<FlowId, Flow> flows = new HashMap<>();
  private Instant marker;

  @Override
  public synchronized Optional<Flow> find(FlowId id) {
    return Optional.ofNullable(flows.get(id));
  }

  @Override
  public synchronized List<Flow> of(String connection) {
    return flows.values().stream()
        .filter(one -> one.id().connection().equals(connection) && one.id().scope() != FlowId.Scope.RECONCILE)
        .sorted(Comparator.comparing(one -> one.id().label()))
        .toList();
  }

  @Override
  public synchronized Optional<Flow> put(Flow next) {
    long stored = find(next.id()).map(Flow::version).orElse(0L);
    if (stored != next.version()) {
      return Optional.empty();
    }
    Flow kept = new Flow(next.id(), next.checkpoint(), next.due(), next.holder(), next.lastCompleteWindow(),
        next.lastNotification(), next.failure(), stored + 1);
    flows.put(next.id(), kept);
    return Optional.of(kept);
  }

  @Override
  public synchronized void notified(FlowId id, Instant at) {
    flows.computeIfPresent(id, (key, one) -> one.lastNotification().filter(at::isBefore).isPresent() ? one
        : new Flow(one.id(), one.checkpoint(), one.due(), one.holder(), one.lastCompleteWindow(), Optional.of(at),
            one.failure(), one.version()));
  }

  @Override
  public synchronized boolean dueNow(FlowId id, Instant at) {
    flows.computeIfPresent(id, (key, one) -> one.underWay() || one.failure().isPresent() || !one.due().isAfter(at) ? one
        : new Flow(one.id(), one.checkpoint(), at, one.holder(), one.lastCompleteWindow(), one.lastNotification(), one.failure(),
            one.version()));
    return find(id).filter(Flow::underWay).isEmpty();
  }

  @Override
  public synchronized Page<FlowId> due(Instant now, String cursor, int limit) {
    List<FlowId> due = flows.values().stream()
        .filter(one -> !one.due().isAfter(now))
        .sorted(Comparator.comparing(Flow::due).thenComparing(one -> one.id().label()))
        .map(Flow::id)
        .toList();
    return Pages.of(due, cursor, limit);
  }

  @Override
  public synchronized void markerSeen(Instant sentAt) {
    marker = marker == null || sentAt.isAfter(marker) ? sentAt : marker;
  }

  @Override
  public synchronized Optional<Instant> lastMarker() {
    return Optional.ofNullable(marker);
  }
}
