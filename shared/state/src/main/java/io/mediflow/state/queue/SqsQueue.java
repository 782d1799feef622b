package io.mediflow.state.queue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** One queue: takes all messages or throws. */
final class SqsQueue {

  private static final int BATCH = 10;

  /** SQS takes 256 KB in one call, bodies of all its messages together. */
  private static final int BATCH_BYTES = 250 * 1024;

  private static final int ATTEMPTS = 3;

  private final SqsClient client;
  private final String url;

  SqsQueue(SqsClient client, String url) {
    this.client = client;
    this.url = url;
  }

  /** @throws IllegalStateException when any was not taken; some may have been */
  void send(List<String> bodies) {
    List<SendMessageBatchRequestEntry> batch = new ArrayList<>();
    int bytes = 0;
    for (String body : bodies) {
      int size = body.getBytes(StandardCharsets.UTF_8).length;
      if (batch.size() == BATCH || (!batch.isEmpty() && bytes + size > BATCH_BYTES)) {
        sendBatch(batch);
        batch = new ArrayList<>();
        bytes = 0;
      }
      batch.add(SendMessageBatchRequestEntry.builder().id(Integer.toString(batch.size())).messageBody(body).build());
      bytes += size;
    }
    if (!batch.isEmpty()) {
      sendBatch(batch);
    }
  }

  private void sendBatch(List<SendMessageBatchRequestEntry> batch) {
    List<SendMessageBatchRequestEntry> rest = batch;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      List<SendMessageBatchRequestEntry> entries = rest;
      List<String> failed = client.sendMessageBatch(request -> request.queueUrl(url).entries(entries)).failed().stream()
          .map(BatchResultErrorEntry::id).toList();
      if (failed.isEmpty()) {
        return;
      }
      rest = rest.stream().filter(entry -> failed.contains(entry.id())).toList();
    }
    throw new IllegalStateException("the queue did not take " + rest.size() + " of " + batch.size() + " messages");
  }
}
