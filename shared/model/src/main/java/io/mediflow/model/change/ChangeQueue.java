package io.mediflow.model.change;

import java.util.List;

/** The queue in front of change-mapping. */
public interface ChangeQueue {

  /**
   * Returns once the queue has taken every change; bodies over {@code Bodies.INLINE_LIMIT} have gone by reference.
   *
   * @throws RuntimeException when it has not taken all: the caller must not acknowledge its own input
   */
  void send(List<Change> changes);
}
