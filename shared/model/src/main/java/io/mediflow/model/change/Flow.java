package io.mediflow.model.change;

import io.mediflow.model.record.RecordType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A flow and where it stands.
 *
 * @param due                when its next window is due; while one runs, when its lease ends
 * @param holder             who runs its window; empty when nobody does
 * @param lastCompleteWindow start of the last window that was queued whole, our clock
 * @param lastNotification   when its interface last notified us, our clock
 * @param failure            why its last window failed, a failure kind without PHI; empty when it did not
 * @param version            for optimistic locking; 0 before the first put
 */
public record Flow(
    FlowId id,
    Checkpoint checkpoint,
    Instant due,
    Optional<String> holder,
    Optional<Instant> lastCompleteWindow,
    Optional<Instant> lastNotification,
    Optional<String> failure,
    long version) {

  /** Whether a window has begun and not come to its end. */
  public boolean underWay() {
    return holder.isPresent() || checkpoint.started().isPresent();
  }

  /** The record types that these flows bring. */
  public static Set<RecordType> types(List<Flow> flows) {
    return flows.stream().map(one -> one.id().type()).collect(Collectors.toSet());
  }
}
