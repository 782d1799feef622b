package io.mediflow.testkit.memory;

import io.mediflow.model.change.Subscription;
import io.mediflow.model.change.SubscriptionStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Subscriptions in memory. */
public final class MemorySubscriptionStore implements SubscriptionStore {

  private final Map<String, Subscription> subscriptions = new TreeMap<>();

  @Override
  public synchronized List<Subscription> of(String connection, String interfaceName) {
    String prefix = connection + "#" + interfaceName + "#";
    return subscriptions.entrySet().stream().filter(one -> one.getKey().startsWith(prefix)).map(Map.Entry::getValue).toList();
  }

  @Override
  public synchronized void put(String connection, String interfaceName, Subscription subscription) {
    subscriptions.put(key(connection, interfaceName, subscription), subscription);
  }

  @Override
  public synchronized void remove(String connection, String interfaceName, Subscription subscription) {
    subscriptions.remove(key(connection, interfaceName, subscription));
  }

  private static String key(String connection, String interfaceName, Subscription one) {
    return connection + "#" + interfaceName + "#" + one.type().label() + "#" + one.criteria();
  }
}
