package io.mediflow.edge.queue;

/** No more may be queued; nothing was taken. */
public final class QueueFull extends Exception {

  QueueFull(int most) {
    super("The queue holds its " + most + " messages; see why they are not delivered.");
  }
}
