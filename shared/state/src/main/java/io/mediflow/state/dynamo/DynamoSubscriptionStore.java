package io.mediflow.state.dynamo;

import io.mediflow.model.change.Subscription;
import io.mediflow.model.change.SubscriptionStore;
import io.mediflow.model.record.RecordType;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Our subscriptions in the flows table, one item for each. */
public final class DynamoSubscriptionStore implements SubscriptionStore {

  private final Table table;

  public DynamoSubscriptionStore(DynamoDbClient client, String table) {
    this.table = new Table(client, table);
  }

  @Override
  public List<Subscription> of(String connection, String interfaceName) {
    return table.query(Slice.of(Keys.ownSubscriptions(connection, interfaceName)), Integer.MAX_VALUE).stream()
        .map(DynamoSubscriptionStore::read).toList();
  }

  @Override
  public void put(String connection, String interfaceName, Subscription one) {
    table.put(Item.at(Keys.ownSubscription(connection, interfaceName, one.type(), one.criteria()))
        .with("type", one.type().label())
        .with("criteria", one.criteria())
        .with("id", one.id())
        .with("status", one.status())
        .withTime("end", one.end())
        .with("channel", one.channel())
        .with("tried", one.tried())
        .with("attempts", one.attempts())
        .withTime("active", one.active())
        .with("counts", one.counts()));
  }

  @Override
  public void remove(String connection, String interfaceName, Subscription one) {
    table.delete(Keys.ownSubscription(connection, interfaceName, one.type(), one.criteria()));
  }

  private static Subscription read(Item item) {
    return new Subscription(RecordType.of(item.text("type")), item.text("criteria"), item.text("id"), item.text("status"),
        item.findTime("end"), item.text("channel"), item.time("tried"), item.integer("attempts"),
        item.findTime("active"), item.has("counts") && item.flag("counts"));
  }
}
