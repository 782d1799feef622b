package io.mediflow.state.dynamo;

import io.mediflow.model.outbound.OutboundMessage;
import io.mediflow.model.outbound.OutboundMessages;
import io.mediflow.model.outbound.OutboundOutcome;
import io.mediflow.model.outbound.OutboundOutcome.Result;
import io.mediflow.model.store.Bodies;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Messages out in a table of their own. Of each interface one item counts how many were queued and how many are settled; it moves in
 * the transaction of each step, so that a number without its message, or one before its turn, is never seen.
 */
public final class DynamoOutboundMessages implements OutboundMessages {

  /** Long enough to ask what became of one; then message and outcome go together. */
  private static final Duration KEPT = Duration.ofDays(30);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final String COUNTS_AS_READ = "#last = :last AND #settled = :settled";

  private final DynamoDbClient client;
  private final Table table;
  private final Content content;

  private record Counts(long last, long settled) {

    Item item(Keys.Key key) {
      return values(Item.at(key));
    }

    Item values(Item item) {
      return item.with("last", last).with("settled", settled);
    }
  }

  public DynamoOutboundMessages(DynamoDbClient client, String table, Bodies bodies) {
    this.client = client;
    this.table = new Table(client, table);
    this.content = new Content(bodies);
  }

  @Override
  public Put put(String connection, String interfaceName, String controlId, String text, Instant now) {
    Keys.Key id = Keys.outboundId(connection, interfaceName, controlId);
    Item body = content.put(Item.empty(), "text", connection, text);
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    do {
      Optional<Item> before = table.get(id);
      if (before.isPresent()) {
        long sequence = before.get().number("sequence");
        return before.get().text("hash").equals(Keys.sha256(text)) ? new Put.Queued(sequence, true) : new Put.ControlIdTaken();
      }
      Optional<Counts> counts = counts(connection, interfaceName);
      long sequence = counts.map(Counts::last).orElse(0L) + 1;
      Item message = Item.of(new HashMap<>(body.values()));
      message.values().putAll(Item.at(Keys.outbound(connection, interfaceName, sequence)).values());
      if (Transaction.DONE == Transaction.write(client, List.of(
          move(connection, interfaceName, counts, new Counts(sequence, counts.map(Counts::settled).orElse(0L))),
          table.toPut(Item.at(id).with("sequence", sequence).with("hash", Keys.sha256(text)), Guard.NOTHING_THERE, Item.empty()),
          table.toPut(message.with("controlId", controlId).with("queuedAt", now), Guard.NOTHING_THERE, Item.empty())))) {
        return new Put.Queued(sequence, false);
      }
    } while (System.nanoTime() < giveUp);
    throw new IllegalStateException("a message out could not be queued: others are queued faster");
  }

  @Override
  public Optional<OutboundMessage> next(String connection, String interfaceName) {
    return counts(connection, interfaceName).filter(one -> one.settled() < one.last())
        .flatMap(one -> find(connection, interfaceName, one.settled() + 1));
  }

  @Override
  public Optional<OutboundMessage> find(String connection, String interfaceName, long sequence) {
    return table.get(Keys.outbound(connection, interfaceName, sequence)).map(item -> new OutboundMessage(
        connection, interfaceName, sequence, item.text("controlId"), content.get(item, "text", connection), item.time("queuedAt"),
        item.findText("result").flatMap(Result::of).map(result -> new OutboundOutcome(
            result, item.text("code"), item.text("reasons"), item.integer("sends"), item.time("settledAt")))));
  }

  @Override
  public boolean settle(String connection, String interfaceName, long sequence, OutboundOutcome outcome) {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    do {
      Optional<Counts> counts = counts(connection, interfaceName);
      if (counts.isEmpty() || sequence != counts.get().settled() + 1 || sequence > counts.get().last()) {
        return false;
      }
      Keys.Key message = Keys.outbound(connection, interfaceName, sequence);
      String controlId = table.get(message).orElseThrow(
          () -> new IllegalStateException("a message out is counted and not there")).text("controlId");
      Item expires = Item.empty().with("expiresAt", outcome.at().plus(KEPT).getEpochSecond());
      Item values = Item.of(new HashMap<>(expires.values())).with("result", outcome.result().label()).with("code", outcome.code())
          .with("reasons", outcome.text()).with("sends", outcome.sends()).with("settledAt", outcome.at());
      if (Transaction.DONE == Transaction.write(client, List.of(
          move(connection, interfaceName, counts, new Counts(counts.get().last(), sequence)),
          table.toUpdate(message, "SET #result = :result, #code = :code, #reasons = :reasons, #sends = :sends, "
              + "#settledAt = :settledAt, #expiresAt = :expiresAt", values),
          table.toUpdate(Keys.outboundId(connection, interfaceName, controlId), "SET #expiresAt = :expiresAt", expires)))) {
        return true;
      }
    } while (System.nanoTime() < giveUp);
    throw new IllegalStateException("the outcome of a message out could not be kept: others are queued faster");
  }

  @Override
  public Waiting waiting(String connection, String interfaceName) {
    long messages = counts(connection, interfaceName).map(one -> one.last() - one.settled()).orElse(0L);
    return new Waiting(messages, next(connection, interfaceName).map(OutboundMessage::queuedAt));
  }

  private Optional<Counts> counts(String connection, String interfaceName) {
    return table.get(Keys.outboundCounts(connection, interfaceName))
        .map(item -> new Counts(item.number("last"), item.number("settled")));
  }

  private TransactWriteItem move(String connection, String interfaceName, Optional<Counts> from, Counts to) {
    Item item = to.item(Keys.outboundCounts(connection, interfaceName));
    return from.isEmpty()
        ? table.toPut(item, Guard.NOTHING_THERE, Item.empty())
        : table.toPut(item, COUNTS_AS_READ, from.get().values(Item.empty()));
  }
}
