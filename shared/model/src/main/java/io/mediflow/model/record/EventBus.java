package io.mediflow.model.record;

import java.util.List;

/** Tells applications that records changed. */
public interface EventBus {

  /**
   * Publishes all of {@code events}.
   *
   * @throws RuntimeException when any was not taken; the caller leaves the records' marks and tries again
   */
  void publish(List<RecordChanged> events);
}
