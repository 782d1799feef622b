package io.mediflow.model.change;

import java.util.List;

/** Our subscriptions at EHRs; whoever runs the flow that looks after one is its only writer. */
public interface SubscriptionStore {

  /** By record type and criteria. */
  List<Subscription> of(String connection, String interfaceName);

  /** In the place of the one with its type and criteria. */
  void put(String connection, String interfaceName, Subscription subscription);

  /** One that is not there is removed. */
  void remove(String connection, String interfaceName, Subscription subscription);
}
