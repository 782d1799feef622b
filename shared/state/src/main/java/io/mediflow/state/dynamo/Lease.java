package io.mediflow.state.dynamo;

import java.time.Instant;

/** A lease as two attributes of an item: who holds it, and until when. */
final class Lease {

  private Lease() {}

  /** False when somebody else holds it at {@code now}. */
  static boolean take(Table table, Keys.Key key, String holder, Instant now, Instant until) {
    return table.update(key, "SET #holder = :holder, #heldUntil = :until",
        "attribute_not_exists(#holder) OR #holder = :holder OR #heldUntil <= :now",
        Item.empty().with("holder", holder).with("now", now.toEpochMilli()).with("until", until.toEpochMilli()));
  }
}
