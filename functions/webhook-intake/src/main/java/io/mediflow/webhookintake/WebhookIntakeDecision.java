package io.mediflow.webhookintake;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.FlowId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is to be done with a notification whose sender is proved. */
sealed interface WebhookIntakeDecision {

  /**
   * Take it in.
   *
   * @param changes  to be queued
   * @param heard    flows that a notification came for
   * @param relist   flows that must list, since the notification tells that something changed and not what
   * @param progress of the subscription's numbers
   * @param broken   whether the sender says that the subscription does not work
   */
  record Take(Collection<Change> changes, Set<FlowId> heard, Set<FlowId> relist, Optional<Progress> progress, boolean broken)
      implements WebhookIntakeDecision {

    Take(Change change, Set<FlowId> heard) {
      this(List.of(change), heard, Set.of(), Optional.empty(), false);
    }
  }

  /** It speaks of what we do not follow: nothing to do, and nothing that the sender should repeat. */
  record Ignore() implements WebhookIntakeDecision {}

  /** @param reason for the sender, without any value of the notification */
  record Refuse(Refusal refusal, String reason) implements WebhookIntakeDecision {}
}
