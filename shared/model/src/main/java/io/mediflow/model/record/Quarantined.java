package io.mediflow.model.record;

import java.time.Instant;
import java.util.List;

/**
 * A change that could not become a record: kept whole, never dropped, replayable.
 *
 * @param id      the change's own id, so that a redelivery lands on the same item
 * @param change  the change as JSON (PHI: encrypted item or body)
 * @param reasons why it could not be mapped
 */
public record Quarantined(String connection, String id, Instant since, String change, List<Problem> reasons) {

  public Quarantined {
    reasons = List.copyOf(reasons);
  }
}
