package io.mediflow.state.dynamo;

import io.mediflow.model.change.EventNumbers;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Event numbers in the flows table, one item for each subscription. */
public final class DynamoEventNumbers implements EventNumbers {

  private final Table table;

  public DynamoEventNumbers(DynamoDbClient client, String table) {
    this.table = new Table(client, table);
  }

  @Override
  public OptionalLong last(String connection, String interfaceName, String subscription) {
    Optional<Item> found = table.get(Keys.subscription(connection, interfaceName, subscription));
    return found.isPresent() ? OptionalLong.of(found.get().number("number")) : OptionalLong.empty();
  }

  @Override
  public void reached(String connection, String interfaceName, String subscription, long number) {
    table.update(Keys.subscription(connection, interfaceName, subscription), "SET #number = :number",
        "attribute_not_exists(#number) OR #number < :number", Item.empty().with("number", number));
  }

  @Override
  public void restarted(String connection, String interfaceName, String subscription, long number) {
    table.put(Item.at(Keys.subscription(connection, interfaceName, subscription)).with("number", number));
  }
}
