package io.mediflow.model.write;

import java.time.Instant;

/** Write ids: the order key, then the time of receipt and a random part, so that the id alone finds the item and sorts by age. */
public final class WriteIds {

  private WriteIds() {}

  /** @param random any 32 random bits */
  public static String make(String orderKey, Instant receivedAt, int random) {
    return orderKey + "-" + String.format("%012x%08x", receivedAt.toEpochMilli(), random);
  }

  /** @throws IllegalArgumentException when {@code id} is not a write id */
  public static String orderKey(String id) {
    int dash = id.lastIndexOf('-');
    if (dash < 1) {
      throw new IllegalArgumentException("not a write id");
    }
    return id.substring(0, dash);
  }
}
