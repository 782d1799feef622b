package io.mediflow.writesweep;

import io.mediflow.model.write.Nudge;
import java.util.List;

/** What a page of due writes leads to. */
sealed interface WriteSweepDecision {

  List<Nudge> nudges();

  /** Send these, then take the next page. */
  record GoOn(List<Nudge> nudges, String cursor) implements WriteSweepDecision {}

  /** Send these; there are no more pages, or they are the next tick's. */
  record Finish(List<Nudge> nudges) implements WriteSweepDecision {}
}
