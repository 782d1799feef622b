package io.mediflow.cli.demo;

import io.mediflow.cli.sample.SamplePractice;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps polling away from the practice for a while, so that what arrives meanwhile came another way. */
final class Polling {

  private static final Duration FAR = Duration.ofHours(1);
  /** A window that runs ends by itself; in an outage after the longest call. */
  private static final Duration WINDOW = Duration.ofSeconds(25);

  private final World world;
  private final FlowStore flows;

  Polling(World world) {
    this.world = world;
    this.flows = world.stores.flows();
  }

  /** Does the work while no flow is due; breaks when a window ran all the same. */
  <T> T held(Supplier<T> work) {
    try {
      List<Flow> resting = due(FAR);
      T done = work.get();
      for (Flow flow : resting) {
        Check.equal(Optional.of(flow.version()), flows.find(flow.id()).map(Flow::version),
            "polling was held, and yet the version of " + flow.id().label());
      }
      return done;
    } finally {
      due(Duration.ZERO);
    }
  }

  /** Makes all flows due after a while, each once nobody runs its window. */
  private List<Flow> due(Duration after) {
    List<Flow> stored = new ArrayList<>();
    List<Flow> polled = flows.of(SamplePractice.CONNECTION).stream().filter(one -> one.id().scope() != FlowId.Scope.PUSHED).toList();
    for (Flow flow : polled) {
      stored.add(world.within(WINDOW, "the window of " + flow.id().label() + " ends", () -> flows.find(flow.id())
          .filter(one -> one.holder().isEmpty())
          .flatMap(one -> flows.put(due(one, Instant.now().plus(after))))));
    }
    return stored;
  }

  private static Flow due(Flow flow, Instant at) {
    return new Flow(flow.id(), flow.checkpoint(), at, flow.holder(), flow.lastCompleteWindow(), flow.lastNotification(),
        flow.failure(), flow.version());
  }
}
