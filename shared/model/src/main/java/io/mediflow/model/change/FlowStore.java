package io.mediflow.model.change;

import io.mediflow.model.store.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Flows with their checkpoints; the marker of the change queue. */
public interface FlowStore {

  Optional<Flow> find(FlowId id);

  /** Those that bring changes: all but those of scope RECONCILE. */
  List<Flow> of(String connection);

  /** Stores {@code next} if the stored version is still {@code next.version()}; empty when another writer was first. */
  Optional<Flow> put(Flow next);

  /** Moves {@code lastNotification} forward, without a version. */
  void notified(FlowId id, Instant at);

  /**
   * Brings a flow's next window forward to {@code at}, without a version. One that failed keeps its time: the EHR may have asked for
   * it, and what comes then is a window too.
   *
   * @return false when a window of it is under way, running or resting: that one may have passed what changed
   */
  boolean dueNow(FlowId id, Instant at);

  /** Flows due at {@code now} or before, oldest first, over all connections. */
  Page<FlowId> due(Instant now, String cursor, int limit);

  /** Keeps the send time of the newest marker that came through the change queue. */
  void markerSeen(Instant sentAt);

  Optional<Instant> lastMarker();
}
