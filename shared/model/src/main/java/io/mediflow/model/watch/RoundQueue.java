package io.mediflow.model.watch;

import java.util.List;

/** A watching room's own queue: a tick goes round all connections, one page and then one connection at a time. */
public interface RoundQueue {

  /** One message {@code {"connection":"…"}} for each. */
  void units(List<String> connections);

  /**
   * One message {@code {"cursor":"…","page":n}}: the round goes on.
   *
   * @param page pages of this round so far: the bound of its chain of messages
   */
  void next(String cursor, int page);
}
