package io.mediflow.scheduledpolling;

import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Holds a flow while its window runs, and puts it down. Each call stores a checkpoint; empty says that another one has the flow. */
@ApplicationScoped
public class FlowLease {

  private final FlowStore flows;
  private final ScheduledPollingConfig config;
  private final Clock clock;

  public FlowLease(FlowStore flows, ScheduledPollingConfig config, Clock clock) {
    this.flows = flows;
    this.config = config;
    this.clock = clock;
  }

  Optional<Flow> take(Flow flow, Checkpoint checkpoint) {
    return hold(flow, checkpoint, UUID.randomUUID().toString(), flow.failure());
  }

  /** Goes on holding it; its window runs, so that it does not fail. */
  Optional<Flow> keep(Flow flow, Checkpoint checkpoint) {
    return hold(flow, checkpoint, flow.holder().orElseThrow(), Optional.empty());
  }

  Optional<Flow> rest(Flow flow, Checkpoint checkpoint, Instant due, Optional<String> failure) {
    return flows.put(moved(flow, checkpoint, due, Optional.empty(), flow.lastCompleteWindow(), failure));
  }

  /** @param started when the window began that is whole now */
  void complete(Flow flow, Checkpoint checkpoint, Instant started, Instant due) {
    flows.put(moved(flow, checkpoint, due, Optional.empty(), Optional.of(started), Optional.empty()));
  }

  private Optional<Flow> hold(Flow flow, Checkpoint checkpoint, String holder, Optional<String> failure) {
    Instant until = clock.instant().plus(config.lease());
    return flows.put(moved(flow, checkpoint, until, Optional.of(holder), flow.lastCompleteWindow(), failure));
  }

  private static Flow moved(
      Flow flow, Checkpoint checkpoint, Instant due, Optional<String> holder, Optional<Instant> lastCompleteWindow,
      Optional<String> failure) {
    return new Flow(
        flow.id(), checkpoint, due, holder, lastCompleteWindow, flow.lastNotification(), failure, flow.version());
  }
}
