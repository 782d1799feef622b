package io.mediflow.state.dynamo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mediflow.model.connection.Application;
import io.mediflow.model.connection.ApplicationStore;
import io.mediflow.model.record.RecordType;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Registered applications in the connections table. */
public final class DynamoApplicationStore implements ApplicationStore {

  private final Table table;

  public DynamoApplicationStore(DynamoDbClient client, String table) {
    this.table = new Table(client, table);
  }

  @Override
  public Optional<Application> find(String id) {
    return table.get(Keys.application(id)).map(DynamoApplicationStore::read);
  }

  @Override
  public boolean put(Application application) {
    ArrayNode reads = Json.array();
    application.reads().stream().sorted().forEach(type -> reads.add(type.label()));
    ArrayNode writes = Json.array();
    application.writes().stream().sorted().forEach(writes::add);
    Item item = Item.at(Keys.application(application.id()))
        .with("id", application.id())
        .with("name", application.name())
        .with("connection", application.connection())
        .with("reads", Json.write(reads))
        .with("writes", Json.write(writes))
        .with("purpose", application.purpose());
    return table.put(item, Guard.NOTHING_THERE + " OR #connection = :connection",
        Item.empty().with("connection", application.connection()));
  }

  private static Application read(Item item) {
    Set<RecordType> reads = EnumSet.noneOf(RecordType.class);
    for (JsonNode type : Json.read(item.text("reads"))) {
      reads.add(RecordType.of(type.asText()));
    }
    Set<String> writes = new HashSet<>();
    Json.read(item.text("writes")).forEach(operation -> writes.add(operation.asText()));
    return new Application(item.text("id"), item.text("name"), item.text("connection"), reads, writes, item.text("purpose"));
  }
}
