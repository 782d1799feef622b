package io.mediflow.writesweep;

import io.mediflow.model.store.Page;
import io.mediflow.model.write.Nudge;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Decides about one page of due writes: one nudge for each order key, and whether to go on. */
final class WriteSweep {

  private WriteSweep() {}

  /**
   * @param nudged   order keys that this sweep has nudged already
   * @param pagesNow pages taken by this invocation, this one included
   */
  static WriteSweepDecision decide(Page<Nudge> page, Set<Nudge> nudged, int pagesNow, int mostPages) {
    Set<Nudge> fresh = new LinkedHashSet<>(page.items());
    fresh.removeAll(nudged);
    List<Nudge> nudges = List.copyOf(fresh);
    return page.cursor().isPresent() && pagesNow < mostPages
        ? new WriteSweepDecision.GoOn(nudges, page.cursor().get())
        : new WriteSweepDecision.Finish(nudges);
  }
}
