package io.mediflow.testkit.memory;

import io.mediflow.model.change.EventNumbers;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Event numbers in memory. */
public final class MemoryEventNumbers implements EventNumbers {

  private final Map<List<String>, Long> numbers = new ConcurrentHashMap<>();

  @Override
  public OptionalLong last(String connection, String interfaceName, String subscription) {
    Long number = numbers.get(List.of(connection, interfaceName, subscription));
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }

  @Override
  public void reached(String connection, String interfaceName, String subscription, long number) {
    numbers.merge(List.of(connection, interfaceName, subscription), number, Math::max);
  }

  @Override
  public void restarted(String connection, String interfaceName, String subscription, long number) {
    numbers.put(List.of(connection, interfaceName, subscription), number);
  }
}
