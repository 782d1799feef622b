package io.mediflow.state.dynamo;

import io.mediflow.model.ehr.BudgetStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Budgets in the access table: an item for each window that is counted, and one for the hold. */
public final class DynamoBudgetStore implements BudgetStore {

  private static final Duration KEPT_AFTER_END = Duration.ofDays(1);
  private static final String AS_SEEN = "#cause = :seenCause AND #until = :seenUntil AND #times = :seenTimes";

  private final Table table;

  public DynamoBudgetStore(DynamoDbClient client, String table) {
    this.table = new Table(client, table);
  }

  @Override
  public boolean take(Bucket bucket, Instant begins, Duration window, int most) {
    return table.update(Keys.window(bucket, begins, window), "ADD #used :one SET #expiresAt = :expiresAt",
        "attribute_not_exists(#used) OR #used < :most",
        Item.empty().with("one", 1).with("most", most).with("expiresAt", expires(begins.plus(window))));
  }

  @Override
  public Optional<Hold> find(Bucket bucket) {
    return table.get(Keys.hold(bucket))
        .map(item -> new Hold(Cause.valueOf(item.text("cause")), item.time("until"), item.integer("times")));
  }

  @Override
  public boolean put(Bucket bucket, Optional<Hold> seen, Hold next) {
    return table.put(
        Item.at(Keys.hold(bucket))
            .with("cause", next.cause().name())
            .with("until", next.until())
            .with("times", next.times())
            .with("expiresAt", expires(next.until())),
        seen.isPresent() ? AS_SEEN : Guard.NOTHING_THERE, seen.map(DynamoBudgetStore::values).orElseGet(Item::empty));
  }

  @Override
  public void end(Bucket bucket, Hold seen) {
    table.delete(Keys.hold(bucket), AS_SEEN, values(seen));
  }

  private static Item values(Hold seen) {
    return Item.empty()
        .with("seenCause", seen.cause().name()).with("seenUntil", seen.until()).with("seenTimes", seen.times());
  }

  private static long expires(Instant end) {
    return end.plus(KEPT_AFTER_END).getEpochSecond();
  }
}
