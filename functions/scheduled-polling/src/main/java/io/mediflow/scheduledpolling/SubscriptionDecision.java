package io.mediflow.scheduledpolling;

/** What is to be done about one subscription. */
sealed interface SubscriptionDecision {

  /** As far as we know it. */
  sealed interface Before extends SubscriptionDecision {}

  /** When the EHR has said how it is. */
  sealed interface After extends SubscriptionDecision {}

  /** We know of none: it may be there all the same, since who made it may have died before it was kept. */
  record Make() implements Before {}

  /** It ends soon, or tells with a secret or to an address that is not the newest. */
  record Renew() implements Before {}

  /** Ask the EHR how it is. */
  record Look() implements Before {}

  /** The EHR says that it does not work: ask for it again. */
  record SwitchOn() implements After {}

  /** It does not work yet, or not again; nothing can be done about it now. */
  record Wait() implements After {}

  /** It works, and what it told has come. */
  record Well() implements After {}

  /**
   * It works, and events did not come.
   *
   * @param since the first number that is missing
   * @param until the last one
   */
  record Gap(long since, long until) implements After {}
}
