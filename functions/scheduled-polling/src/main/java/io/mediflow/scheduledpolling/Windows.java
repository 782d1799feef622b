package io.mediflow.scheduledpolling;

import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowWindow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Hands a window to who runs it: those that bring changes, and the nightly comparisons. */
@ApplicationScoped
public class Windows {

  private final ScheduledPollingAct polling;
  private final ReconcileAct nightly;

  public Windows(ScheduledPollingAct polling, ReconcileAct nightly) {
    this.polling = polling;
    this.nightly = nightly;
  }

  /** Until when pages of one invocation may be begun. */
  Instant deadline() {
    return polling.deadline();
  }

  void run(FlowWindow window, Instant deadline) {
    if (FlowId.of(window.connection(), window.flow()).scope() == FlowId.Scope.RECONCILE) {
      nightly.run(window, deadline);
    } else {
      polling.run(window, deadline);
    }
  }
}
