package io.mediflow.webhookintake;

import io.mediflow.model.change.Change;
import io.mediflow.model.record.RecordType;
import java.util.Optional;

/** What is to be done with a notification whose sender is proved. */
sealed interface WebhookIntakeDecision {

  /**
   * Queue it.
   *
   * @param type the record type that it speaks of; empty when the body does not say
   */
  record Take(Change change, Optional<RecordType> type) implements WebhookIntakeDecision {}

  /** It speaks of what we do not follow: nothing to do, and nothing that the sender should repeat. */
  record Ignore() implements WebhookIntakeDecision {}

  /** @param reason for the sender, without any value of the notification */
  record Refuse(int status, String reason) implements WebhookIntakeDecision {}
}
