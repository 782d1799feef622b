package io.mediflow.state.dynamo;

import io.mediflow.model.watch.Rollup;
import io.mediflow.model.watch.Rollups;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Minute roll-ups in the watch table; they expire after two weeks. */
public final class DynamoRollups implements Rollups {

  private static final Duration KEPT = Duration.ofDays(14);

  private final Table table;

  public DynamoRollups(DynamoDbClient client, String table) {
    this.table = new Table(client, table);
  }

  @Override
  public void add(List<Rollup> deltas) {
    for (Rollup delta : deltas) {
      table.update(Keys.rollup(delta.connection(), delta.minute(), delta.operation()),
          "SET #operation = :operation, #minute = :minute, #expiresAt = :expiresAt"
              + " ADD #calls :calls, #failures :failures, #refusals :refusals, #totalMillis :totalMillis",
          null,
          Item.empty()
              .with("operation", delta.operation())
              .with("minute", delta.minute())
              .with("expiresAt", delta.minute().plus(KEPT).getEpochSecond())
              .with("calls", delta.calls())
              .with("failures", delta.failures())
              .with("refusals", delta.refusals())
              .with("totalMillis", delta.totalMillis()));
    }
  }

  @Override
  public List<Rollup> read(String connection, Instant from, Instant to) {
    Slice slice = Slice.of(Keys.rollup(connection, from, "").pk()).from(Keys.time(from)).to(Keys.time(to));
    return table.query(slice, Integer.MAX_VALUE).stream()
        .map(item -> new Rollup(connection, item.text("operation"), item.time("minute"), item.number("calls"),
            item.number("failures"), item.number("refusals"), item.number("totalMillis")))
        .toList();
  }
}
