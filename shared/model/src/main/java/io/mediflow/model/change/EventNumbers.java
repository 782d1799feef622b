package io.mediflow.model.change;

import java.util.OptionalLong;

/**
 * Up to which number the events of each subscription have come. What is kept is never more than what is queued, so a number that two
 * workers compare with it at once shows a gap too often, never too seldom.
 */
public interface EventNumbers {

  /** @param subscription as its notifications name it */
  OptionalLong last(String connection, String interfaceName, String subscription);

  /** Moves the number forward; a lower one changes nothing. */
  void reached(String connection, String interfaceName, String subscription, long number);

  /** The subscription begins anew, and counts from {@code number} on. */
  void restarted(String connection, String interfaceName, String subscription, long number);
}
