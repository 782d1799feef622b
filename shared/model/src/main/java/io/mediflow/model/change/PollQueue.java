package io.mediflow.model.change;

/** scheduled-polling's own queue. */
public interface PollQueue {

  void send(FlowWindow window);
}
