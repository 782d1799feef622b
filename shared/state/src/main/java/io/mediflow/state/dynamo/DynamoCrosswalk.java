package io.mediflow.state.dynamo;

import io.mediflow.model.record.Crosswalk;
import io.mediflow.model.store.Page;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The crosswalk in the records table: an item for each id that leads somewhere, one for each reference. */
public final class DynamoCrosswalk implements Crosswalk {

  private final DynamoDbClient client;
  private final Table table;

  public DynamoCrosswalk(DynamoDbClient client, String table) {
    this.client = client;
    this.table = new Table(client, table);
  }

  @Override
  public Map<String, Lead> find(String connection, Set<String> ids) {
    return table.get(ids.stream().map(id -> Keys.lead(connection, id)).toList()).stream().collect(Collectors.toMap(
        item -> item.text("id"), item -> new Lead(item.text("to"), Kind.valueOf(item.text("kind")), item.flag("open"))));
  }

  @Override
  public boolean lead(String connection, String from, String to, Kind kind) {
    Item item = Item.at(Keys.lead(connection, from)).with("id", from).with("to", to).with("kind", kind.name()).with("open", true);
    return !from.equals(to) && Transaction.DONE == Transaction.write(client, List.of(
        table.toPut(item, Guard.NOTHING_THERE, Item.empty()), table.toCheck(Keys.lead(connection, to), Guard.NOTHING_THERE)));
  }

  @Override
  public void close(String connection, String from) {
    table.update(Keys.lead(connection, from), "SET #open = :open", "attribute_exists(#pk)", Item.empty().with("open", false));
  }

  @Override
  public void refer(String connection, String referrer, Collection<String> ids) {
    table.put(ids.stream().distinct().map(id -> Item.at(Keys.referrer(connection, id, referrer))).toList());
  }

  @Override
  public Page<String> referrers(String connection, String id, String cursor, int limit) {
    return Slice.page(table, List.of(Slice.of(Keys.referrer(connection, id, "").pk())), cursor, limit, item -> item.text("sk"));
  }
}
