package io.mediflow.testkit.memory;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.FlowWindow;
import io.mediflow.model.change.PollQueue;
import io.mediflow.model.write.Nudge;
import io.mediflow.model.write.NudgeQueue;
import java.util.ArrayList;
import java.util.List;

/** Queues as lists that a test reads; each port is one field. */
public final class MemoryQueues {

  public final List<Change> changes = new ArrayList<>();
  public final List<FlowWindow> windows = new ArrayList<>();
  public final List<Nudge> nudges = new ArrayList<>();

  public final ChangeQueue changeQueue = changes::addAll;
  public final PollQueue pollQueue = windows::add;
  public final NudgeQueue nudgeQueue = nudges::addAll;

  /** Takes what is queued, so that a test can hand it to a room. */
  public static <T> List<T> drain(List<T> queue) {
    List<T> taken = List.copyOf(queue);
    queue.clear();
    return taken;
  }
}
