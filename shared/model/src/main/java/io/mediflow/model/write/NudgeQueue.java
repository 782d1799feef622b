package io.mediflow.model.write;

import java.util.List;

/** The queue in front of write-back. */
public interface NudgeQueue {

  void send(List<Nudge> nudges);
}
