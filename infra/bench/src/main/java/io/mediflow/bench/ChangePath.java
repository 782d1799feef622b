package io.mediflow.bench;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.mediflow.changemapping.ChangeMappingFunction;
import io.mediflow.embedded.EmbeddedAws;
import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeQueue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/** Change to stored and published record, beside the rate at which DynamoDB Local takes the same writes. */
@ApplicationScoped
class ChangePath {

  private static final int WARM_UP = 1_000;
  private static final int MEASURED = 4_000;
  private static final int THREADS = 2;
  private static final int ROUNDS = 3;

  private final ChangeMappingFunction room;
  private final ChangeQueue changes;
  private final DynamoDbClient dynamo;

  ChangePath(ChangeMappingFunction room, ChangeQueue changes, DynamoDbClient dynamo) {
    this.room = room;
    this.changes = changes;
    this.dynamo = dynamo;
  }

  void measure(EmbeddedAws aws, String queue) throws Exception {
    path(aws, 0, WARM_UP);
    bare("warm", WARM_UP);
    Units.forget();
    path(aws, WARM_UP + ROUNDS * MEASURED, WARM_UP);
    Units.Taken each = Units.taken().per(WARM_UP);
    System.out.printf("%s: each change takes %.1f read and %.1f write units and %.1f requests to queues%n",
        queue, each.read(), each.written(), each.queueRequests());
    for (int round = 0; round < ROUNDS; round++) {
      double path = MEASURED / path(aws, WARM_UP + round * MEASURED, MEASURED);
      double bare = MEASURED / bare("round" + round, MEASURED);
      System.out.printf("%s: change to stored and published record %.0f/s; the same writes to DynamoDB Local alone %.0f/s; ratio %.2f%n",
          queue, path, bare, path / bare);
    }
  }

  /** @return seconds from the first send to the last acknowledged message */
  private double path(EmbeddedAws aws, int first, int count) throws Exception {
    String url = aws.queueUrls().get("ChangeMappingQueue");
    AtomicInteger left = new AtomicInteger(count);
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1); SqsClient sqs = aws.sqs()) {
      List<Future<?>> running = new ArrayList<>();
      running.add(threads.submit(() -> send(first, count)));
      for (int thread = 0; thread < THREADS; thread++) {
        running.add(threads.submit(() -> consume(sqs, url, left)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private void send(int first, int count) {
    for (int at = first; at < first + count; at += 10) {
      List<Change> ten = IntStream.range(at, Math.min(at + 10, first + count)).mapToObj(Practice::change).toList();
      changes.send(ten);
    }
  }

  private void consume(SqsClient sqs, String url, AtomicInteger left) {
    while (left.get() > 0) {
      List<Message> taken = sqs.receiveMessage(ask -> ask.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(1)).messages();
      if (taken.isEmpty()) {
        continue;
      }
      SQSBatchResponse answer = room.changeMapping(event(taken));
      if (!answer.getBatchItemFailures().isEmpty()) {
        throw new IllegalStateException("a change was not taken");
      }
      sqs.deleteMessageBatch(ask -> ask.queueUrl(url).entries(taken.stream()
          .map(one -> DeleteMessageBatchRequestEntry.builder().id(one.messageId()).receiptHandle(one.receiptHandle()).build()).toList()));
      left.addAndGet(-taken.size());
    }
  }

  static SQSEvent event(List<Message> taken) {
    SQSEvent event = new SQSEvent();
    event.setRecords(taken.stream().map(one -> {
      SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
      message.setMessageId(one.messageId());
      message.setBody(one.body());
      return message;
    }).toList());
    return event;
  }

  /** The items that the path stored, written again under other keys: one conditional put and one conditional mark each. */
  private double bare(String prefix, int count) throws Exception {
    List<Map<String, AttributeValue>> items = dynamo.scanPaginator(ask -> ask.tableName("RecordsTable")).items().stream()
        .filter(item -> !item.get("pk").s().startsWith("bare")).limit(count).map(item -> renamed(item, prefix)).toList();
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int offset = thread;
        running.add(threads.submit(() -> IntStream.range(0, items.size()).filter(at -> at % THREADS == offset).forEach(at -> write(items.get(at)))));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    return (System.nanoTime() - start) / 1e9 * count / items.size();
  }

  private static Map<String, AttributeValue> renamed(Map<String, AttributeValue> item, String prefix) {
    Map<String, AttributeValue> renamed = new HashMap<>(item);
    renamed.put("pk", AttributeValue.fromS("bare-" + prefix + item.get("pk").s()));
    return renamed;
  }

  private void write(Map<String, AttributeValue> item) {
    dynamo.putItem(ask -> ask.tableName("RecordsTable").item(item).conditionExpression("attribute_not_exists(pk)"));
    dynamo.updateItem(ask -> ask.tableName("RecordsTable").key(Map.of("pk", item.get("pk"), "sk", item.get("sk")))
        .conditionExpression("attribute_exists(pk)").updateExpression("SET bench = :told")
        .expressionAttributeValues(Map.of(":told", AttributeValue.fromBool(true))));
  }
}
