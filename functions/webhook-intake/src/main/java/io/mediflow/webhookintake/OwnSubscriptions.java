package io.mediflow.webhookintake;

import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.change.SubscriptionStore;
import io.mediflow.model.ehr.SubscriptionEhr.Content;
import io.mediflow.packages.FlowPlan;
import io.mediflow.packages.SubscribeSpec;
import io.mediflow.packages.SubscribeSpec.Operation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** The subscriptions that we made ourselves, which scheduled-polling looks after. */
@ApplicationScoped
public class OwnSubscriptions {

  private final SubscriptionStore subscriptions;
  private final FlowStore flows;

  public OwnSubscriptions(SubscriptionStore subscriptions, FlowStore flows) {
    this.subscriptions = subscriptions;
    this.flows = flows;
  }

  /** An event, or a heartbeat, is a sign of life for those who wait for what the EHR tells, or sends, by itself. */
  void heard(Hook hook, FlowId flow, Instant at) {
    hook.connection().interfaceNamed(flow.interfaceName()).ifPresent(own ->
        hook.ehr().record(flow.type(), own.name()).ifPresent(spec -> {
          if (FlowPlan.told(hook.ehr(), spec, own)) {
            flows.notified(told(flow), at);
          } else if (hook.ehr().onlyPushed(spec, hook.connection())) {
            flows.notified(new FlowId(flow.connection(), flow.interfaceName(), flow.type(), FlowId.Scope.PUSHED), at);
          }
        }));
  }

  /**
   * Has the EHR asked for the events of a gap: at the next tick, where it counts events and tells them again.
   *
   * @return false when nobody asks soon, so that they must be listed
   */
  boolean asks(Hook hook, Progress progress, Instant at) {
    boolean tellsAgain = made(hook)
        .filter(one -> one.operations().contains(Operation.EVENTS) && one.content() != Content.EMPTY).isPresent();
    if (!progress.gap() || !tellsAgain) {
      return false;
    }
    Optional<Flow> flow = subscriptions.of(hook.connection().id(), hook.own().name()).stream()
        .filter(one -> one.reference().equals(progress.subscription()) && one.counts()).findFirst()
        .flatMap(one -> flows.find(told(hook.flow(one.type()))))
        .filter(one -> one.failure().isEmpty() && !one.underWay());
    return flow.filter(one -> flows.dueNow(one.id(), at)).isPresent();
  }

  private static Optional<SubscribeSpec> made(Hook hook) {
    return hook.ehr().interfaces().get(hook.own().name()).subscribe(hook.own());
  }

  private static FlowId told(FlowId flow) {
    return new FlowId(flow.connection(), flow.interfaceName(), flow.type(), FlowId.Scope.TOLD);
  }
}
