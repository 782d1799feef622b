package io.mediflow.freshnesscheck;

import io.mediflow.model.watch.Breach;

/** What became of one threshold of one connection. */
sealed interface FreshnessCheckDecision {

  Breach breach();

  /** It did not hold before: tell it. */
  record Begins(Breach breach) implements FreshnessCheckDecision {}

  /** It still does not hold; it was told. */
  record Goes(Breach breach) implements FreshnessCheckDecision {}

  /** It holds again: tell the recovery. */
  record Ends(Breach breach) implements FreshnessCheckDecision {}
}
