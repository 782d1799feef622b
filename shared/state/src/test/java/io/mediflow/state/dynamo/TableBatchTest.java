package io.mediflow.state.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** A table that answers only a part of what is read together. */
class TableBatchTest {

  private static final String NAME = "table";

  @Test
  void whatWasLeftIsAskedForAgainAfterAPause() {
    Grudging table = new Grudging(2);
    long start = System.nanoTime();
    List<Item> items = new Table(table, NAME).get(keys(5));
    assertEquals(List.of("0", "1", "2", "3", "4"), items.stream().map(item -> item.text("sk")).sorted().toList());
    assertEquals(3, table.asked);
    assertTrue(System.nanoTime() - start >= 60_000_000, "20 and 40 milliseconds");
  }

  @Test
  void aTableThatAnswersNothingIsGivenUp() {
    Grudging table = new Grudging(0);
    assertThrows(IllegalStateException.class, () -> new Table(table, NAME).get(keys(1)));
    assertEquals(6, table.asked);
  }

  private static List<Keys.Key> keys(int many) {
    return IntStream.range(0, many).mapToObj(one -> new Keys.Key("pk", "" + one)).toList();
  }

  /** Answers so many keys at once, and leaves the others. */
  private static final class Grudging implements DynamoDbClient {

    private final int most;
    private int asked;

    Grudging(int most) {
      this.most = most;
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
      asked++;
      List<Map<String, AttributeValue>> keys = request.requestItems().get(NAME).keys();
      int answered = Math.min(most, keys.size());
      List<Map<String, AttributeValue>> left = keys.subList(answered, keys.size());
      return BatchGetItemResponse.builder()
          .responses(Map.of(NAME, keys.subList(0, answered)))
          .unprocessedKeys(left.isEmpty() ? Map.of() : Map.of(NAME, KeysAndAttributes.builder().keys(left).build()))
          .build();
    }

    @Override
    public String serviceName() {
      return NAME;
    }

    @Override
    public void close() {}
  }
}
