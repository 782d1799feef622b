package io.mediflow.state.dynamo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * One table. In expressions {@code #name} is the attribute of that name and {@code :name} the value of that name, so that no word
 * is reserved.
 */
final class Table {

  private static final Pattern ATTRIBUTE = Pattern.compile("#(\\w+)");

  /** Of one batch read; DynamoDB's own limit. */
  private static final int MOST_KEYS = 100;
  private static final int LAST_ATTEMPT = 5;

  /** Before a batch of which a part was not done is tried again, in milliseconds; each time it doubles. */
  private static final long FIRST_PAUSE = 20;
  private static final long LONGEST_PAUSE = 1000;

  /** Of one batch written; DynamoDB's own limit. */
  private static final int MOST_WRITES = 25;
  private static final Duration WRITES_PATIENCE = Duration.ofMinutes(1);

  private final DynamoDbClient client;
  private final String name;

  Table(DynamoDbClient client, String name) {
    this.client = client;
    this.name = name;
  }

  /** Read consistently. */
  Optional<Item> get(Keys.Key key) {
    var answer = client.getItem(request -> request.tableName(name).key(Item.at(key).values()).consistentRead(true));
    return answer.hasItem() ? Optional.of(Item.of(answer.item())) : Optional.empty();
  }

  /** The items that are there, in no order, read consistently. */
  List<Item> get(List<Keys.Key> keys) {
    List<Item> found = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += MOST_KEYS) {
      Map<String, KeysAndAttributes> left = Map.of(name, KeysAndAttributes.builder().consistentRead(true)
          .keys(keys.subList(from, Math.min(from + MOST_KEYS, keys.size())).stream().map(key -> Item.at(key).values()).toList())
          .build());
      for (int attempt = 0; !left.isEmpty(); attempt++) {
        Map<String, KeysAndAttributes> asked = left;
        BatchGetItemResponse answer = client.batchGetItem(request -> request.requestItems(asked));
        answer.responses().getOrDefault(name, List.of()).forEach(item -> found.add(Item.of(item)));
        left = answer.unprocessedKeys();
        if (!left.isEmpty()) { // asked again at once, a table under load would refuse again
          if (attempt == LAST_ATTEMPT) {
            throw new IllegalStateException("the table answers only a part of what is read together");
          }
          pause(attempt);
        }
      }
    }
    return found;
  }

  /** Puts items of different keys, some or all before it fails. */
  void put(List<Item> items) {
    writeAll(items.stream().map(item -> WriteRequest.builder().putRequest(put -> put.item(item.values())).build()).toList());
  }

  /** Deletes items, some or all before it fails; one that is not there is deleted. */
  void delete(List<Keys.Key> keys) {
    writeAll(keys.stream().map(key -> WriteRequest.builder().deleteRequest(one -> one.key(Item.at(key).values())).build()).toList());
  }

  private void writeAll(List<WriteRequest> requests) {
    for (int from = 0; from < requests.size(); from += MOST_WRITES) {
      List<WriteRequest> left = requests.subList(from, Math.min(from + MOST_WRITES, requests.size()));
      long giveUp = System.nanoTime() + WRITES_PATIENCE.toNanos();
      for (int attempt = 0; !left.isEmpty(); attempt++) {
        Map<String, List<WriteRequest>> asked = Map.of(name, left);
        left = client.batchWriteItem(request -> request.requestItems(asked)).unprocessedItems().getOrDefault(name, List.of());
        if (!left.isEmpty()) { // a table that is just growing takes what it can
          if (System.nanoTime() > giveUp) {
            throw new IllegalStateException("the table takes only a part of what is written together");
          }
          pause(attempt);
        }
      }
    }
  }

  private static void pause(int attempt) {
    LockSupport.parkNanos(Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(attempt, 10)) * 1_000_000);
  }

  void put(Item item) {
    client.putItem(PutItemRequest.builder().tableName(name).item(item.values()).build());
  }

  /** False when the condition does not hold. */
  boolean put(Item item, String condition, Item values) {
    try {
      client.putItem(PutItemRequest.builder().tableName(name).item(item.values())
          .conditionExpression(condition)
          .expressionAttributeNames(names(condition))
          .expressionAttributeValues(placeholders(values))
          .build());
      return true;
    } catch (ConditionalCheckFailedException failed) {
      return false;
    }
  }

  /** False when the condition does not hold. */
  boolean update(Keys.Key key, String update, String condition, Item values) {
    return update(key, update, condition, values, ReturnValue.NONE).isPresent();
  }

  /** The item after the update, or empty when the condition does not hold. */
  Optional<Item> updated(Keys.Key key, String update, String condition, Item values) {
    return update(key, update, condition, values, ReturnValue.ALL_NEW);
  }

  private Optional<Item> update(Keys.Key key, String update, String condition, Item values, ReturnValue wanted) {
    try {
      return Optional.of(Item.of(client.updateItem(UpdateItemRequest.builder().tableName(name).key(Item.at(key).values())
          .updateExpression(update)
          .conditionExpression(condition)
          .expressionAttributeNames(names(update, condition))
          .expressionAttributeValues(placeholders(values))
          .returnValues(wanted)
          .build()).attributes()));
    } catch (ConditionalCheckFailedException failed) {
      return Optional.empty();
    }
  }

  void delete(Keys.Key key) {
    client.deleteItem(request -> request.tableName(name).key(Item.at(key).values()));
  }

  /** The item that is gone now, or empty when the condition does not hold. */
  Optional<Item> delete(Keys.Key key, String condition, Item values) {
    try {
      return Optional.of(Item.of(client.deleteItem(DeleteItemRequest.builder().tableName(name).key(Item.at(key).values())
          .conditionExpression(condition)
          .expressionAttributeNames(names(condition))
          .expressionAttributeValues(placeholders(values))
          .returnValues(ReturnValue.ALL_OLD)
          .build()).attributes()));
    } catch (ConditionalCheckFailedException failed) {
      return Optional.empty();
    }
  }

  /** Up to {@code limit} items of the slice, in its order, however many answers that takes. */
  List<Item> query(Slice slice, int limit) {
    return query(slice, limit, Optional.empty());
  }

  /** @param only the one attribute to read; empty for whole items */
  List<Item> query(Slice slice, int limit, Optional<String> only) {
    List<Item> found = new ArrayList<>();
    Map<String, AttributeValue> start = null;
    do {
      QueryResponse answer = client.query(request(slice, Math.min(1000, limit - found.size()), start, only));
      answer.items().forEach(item -> found.add(Item.of(item)));
      start = answer.hasLastEvaluatedKey() ? answer.lastEvaluatedKey() : null;
    } while (start != null && found.size() < limit);
    return found;
  }

  TransactWriteItem toPut(Item item, String condition, Item values) {
    return TransactWriteItem.builder().put(put -> put.tableName(name).item(item.values())
        .conditionExpression(condition)
        .expressionAttributeNames(names(condition))
        .expressionAttributeValues(placeholders(values))).build();
  }

  TransactWriteItem toCheck(Keys.Key key, String condition) {
    return TransactWriteItem.builder().conditionCheck(one -> one.tableName(name).key(Item.at(key).values())
        .conditionExpression(condition).expressionAttributeNames(names(condition))).build();
  }

  TransactWriteItem toUpdate(Keys.Key key, String update, Item values) {
    return TransactWriteItem.builder().update(one -> one.tableName(name).key(Item.at(key).values())
        .updateExpression(update)
        .expressionAttributeNames(names(update))
        .expressionAttributeValues(placeholders(values))).build();
  }

  TransactWriteItem toDelete(Keys.Key key, String condition, Item values) {
    return TransactWriteItem.builder().delete(one -> one.tableName(name).key(Item.at(key).values())
        .conditionExpression(condition)
        .expressionAttributeNames(names(condition))
        .expressionAttributeValues(placeholders(values))).build();
  }

  private QueryRequest request(Slice slice, int limit, Map<String, AttributeValue> start, Optional<String> only) {
    Item values = Item.empty().with("hash", slice.hash());
    slice.from().ifPresent(from -> values.with("from", from));
    slice.to().ifPresent(to -> values.with("to", to));
    String range = slice.from().isPresent() && slice.to().isPresent() ? " AND #range BETWEEN :from AND :to"
        : slice.from().isPresent() ? " AND #range >= :from"
        : slice.to().isPresent() ? " AND #range <= :to" : "";
    Map<String, String> names = new HashMap<>(Map.of("#hash", slice.hashName()));
    if (!range.isEmpty()) {
      names.put("#range", slice.rangeName());
    }
    only.ifPresent(attribute -> names.put("#only", attribute));
    return QueryRequest.builder().tableName(name)
        .indexName(slice.index())
        .consistentRead(slice.consistent())
        .keyConditionExpression("#hash = :hash" + range)
        .expressionAttributeNames(names)
        .expressionAttributeValues(placeholders(values))
        .projectionExpression(only.map(attribute -> "#only").orElse(null))
        .scanIndexForward(!slice.newestFirst())
        .limit(limit)
        .exclusiveStartKey(start)
        .build();
  }

  private static Map<String, String> names(String... expressions) {
    Map<String, String> names = new HashMap<>();
    for (String expression : expressions) {
      if (expression != null) { // no condition
        Matcher matcher = ATTRIBUTE.matcher(expression);
        while (matcher.find()) {
          names.put(matcher.group(), matcher.group(1));
        }
      }
    }
    return names.isEmpty() ? null : names; // DynamoDB refuses an empty map
  }

  private static Map<String, AttributeValue> placeholders(Item values) {
    if (values.values().isEmpty()) {
      return null;
    }
    Map<String, AttributeValue> placeholders = new HashMap<>();
    values.values().forEach((name, value) -> placeholders.put(":" + name, value));
    return placeholders;
  }
}
