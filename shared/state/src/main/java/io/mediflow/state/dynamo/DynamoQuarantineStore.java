package io.mediflow.state.dynamo;

import io.mediflow.model.record.QuarantineStore;
import io.mediflow.model.record.Quarantined;
import io.mediflow.model.store.Bodies;
import io.mediflow.model.store.Page;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Quarantine in the records table, one partition for each connection. */
public final class DynamoQuarantineStore implements QuarantineStore {

  private final Table table;
  private final Content content;

  public DynamoQuarantineStore(DynamoDbClient client, String table, Bodies bodies) {
    this.table = new Table(client, table);
    this.content = new Content(bodies);
  }

  @Override
  public void put(Quarantined one) {
    Item item = Item.at(Keys.quarantined(one.connection(), one.id()))
        .with("connection", one.connection())
        .with("since", one.since())
        .with("reasons", Json.write(RecordItem.problems(one.reasons())));
    table.put(content.put(item, "change", one.connection(), one.change()), Guard.NOTHING_THERE, Item.empty());
  }

  @Override
  public Optional<Quarantined> find(String connection, String id) {
    return table.get(Keys.quarantined(connection, id)).map(item -> read(connection, item));
  }

  @Override
  public Page<Quarantined> page(String connection, String cursor, int limit) {
    Slice all = Slice.of(Keys.quarantined(connection, "").pk());
    return Slice.page(table, List.of(all), cursor, limit, item -> read(connection, item));
  }

  private Quarantined read(String connection, Item item) {
    return new Quarantined(connection, item.text("sk"), item.time("since"), content.get(item, "change", connection),
        RecordItem.problems(Json.read(item.text("reasons"))));
  }

  @Override
  public void remove(String connection, String id) {
    table.delete(Keys.quarantined(connection, id));
  }

  @Override
  public Tally tally(String connection, int most) {
    List<Item> found = table.query(Slice.of(Keys.quarantined(connection, "").pk()), most, Optional.of("since"));
    return new Tally(found.size(), found.stream().map(item -> item.time("since")).min(Comparator.naturalOrder()));
  }
}
