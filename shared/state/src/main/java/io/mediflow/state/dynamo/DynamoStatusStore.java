package io.mediflow.state.dynamo;

import io.mediflow.model.watch.Breach;
import io.mediflow.model.watch.Heartbeat;
import io.mediflow.model.watch.SignOfLife;
import io.mediflow.model.watch.StatusStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Heartbeats, signs of life and breaches in the watch table; a transition is written with the breach that it opens or closes. */
public final class DynamoStatusStore implements StatusStore {

  private static final Duration TRANSITIONS_KEPT = Duration.ofDays(90);

  private final DynamoDbClient client;
  private final Table table;

  public DynamoStatusStore(DynamoDbClient client, String table) {
    this.client = client;
    this.table = new Table(client, table);
  }

  @Override
  public Optional<Heartbeat> heartbeat(String connection, String interfaceName) {
    return table.get(Keys.heartbeat(connection, interfaceName)).map(item -> new Heartbeat(connection, interfaceName,
        item.time("at"), item.integer("misses"), item.findText("failure"), item.findTime("lastWell"),
        item.findTime("certificateEnds"), item.findTime("keyEnds"), item.text("capabilityHash")));
  }

  @Override
  public void put(Heartbeat one) {
    table.put(Item.at(Keys.heartbeat(one.connection(), one.interfaceName()))
        .with("at", one.at())
        .with("misses", one.misses())
        .withText("failure", one.failure())
        .withTime("lastWell", one.lastWell())
        .withTime("certificateEnds", one.certificateEnds())
        .withTime("keyEnds", one.keyEnds())
        .with("capabilityHash", one.capabilityHash()));
  }

  @Override
  public Optional<SignOfLife> signOfLife(String connection, String interfaceName) {
    return table.get(Keys.signOfLife(connection, interfaceName)).map(item -> new SignOfLife(connection, interfaceName, item.time("at"),
        item.number("queued"), Duration.ofSeconds(item.number("oldestSeconds")), item.number("refused"), item.findTime("certificateEnds")));
  }

  @Override
  public void put(SignOfLife one) {
    table.put(Item.at(Keys.signOfLife(one.connection(), one.interfaceName()))
        .with("at", one.at())
        .with("queued", one.queued())
        .with("oldestSeconds", one.oldest().toSeconds())
        .with("refused", one.refused())
        .withTime("certificateEnds", one.certificateEnds()));
  }

  @Override
  public List<Breach> open(String connection) {
    Slice all = Slice.of(Keys.breach(connection, "", "").pk());
    return table.query(all, Integer.MAX_VALUE).stream().map(DynamoStatusStore::read).toList();
  }

  @Override
  public boolean begin(Breach breach) {
    Keys.Key key = Keys.breach(breach.connection(), breach.kind(), breach.subject());
    return Transaction.write(client, List.of(
        table.toPut(write(Item.at(key), breach), Guard.NOTHING_THERE, Item.empty()),
        table.toPut(transition(breach, breach.since(), "begin"), null, Item.empty())))
        == Transaction.DONE;
  }

  @Override
  public boolean end(Breach breach) {
    Keys.Key key = Keys.breach(breach.connection(), breach.kind(), breach.subject());
    Instant at = breach.until().orElse(breach.since());
    return Transaction.write(client, List.of(
        table.toDelete(key, "attribute_exists(#pk)", Item.empty()),
        table.toPut(transition(breach, at, "end"), null, Item.empty())))
        == Transaction.DONE;
  }

  @Override
  public List<Breach> recent(String connection, int limit) {
    Slice all = Slice.of(Keys.transition(connection, Instant.EPOCH, "", "", "").pk()).newestFirstOnes();
    return table.query(all, limit).stream().map(DynamoStatusStore::read).toList();
  }

  private static Item transition(Breach breach, Instant at, String what) {
    Item item = Item.at(Keys.transition(breach.connection(), at, breach.kind(), breach.subject(), what))
        .with("expiresAt", at.plus(TRANSITIONS_KEPT).getEpochSecond());
    return write(item, breach);
  }

  private static Item write(Item item, Breach one) {
    return item
        .with("connection", one.connection())
        .with("kind", one.kind())
        .with("subject", one.subject())
        .with("sentence", one.sentence())
        .with("since", one.since())
        .withTime("until", one.until());
  }

  private static Breach read(Item item) {
    return new Breach(item.text("connection"), item.text("kind"), item.text("subject"), item.text("sentence"),
        item.time("since"), item.findTime("until"));
  }
}
