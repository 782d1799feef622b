package io.mediflow.local.queue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.mediflow.local.Causes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * What Lambda's event source mapping does for one queue: receives, calls the room, deletes what the room did not report as failed.
 * What failed comes back after the queue's visibility time-out and ends in its dead-letter queue.
 */
public final class QueuePoller implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(QueuePoller.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /**
   * One queue and its room.
   *
   * @param batch      messages to hand over at once
   * @param workers    how many batches at a time
   * @param visibility how long a received message is ours, renewed while its batch is worked on; short, so that a restart after a
   *     kill soon goes on with it
   */
  public record Source(String name, String url, int batch, int workers, Duration visibility, QueueRoom room) {}

  private final Source source;
  private final SqsClient sqs;
  private final ExecutorService workers;
  private final Lock asking = new ReentrantLock();
  private final ScheduledExecutorService renewals =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("renewals").factory());
  private volatile boolean open = true;

  /** Starts to poll at once. */
  public QueuePoller(Source source, SqsClient sqs) {
    this.source = source;
    this.sqs = sqs;
    this.workers = Executors.newFixedThreadPool(source.workers(), Thread.ofPlatform().name(source.name() + "-", 0).factory());
    for (int i = 0; i < source.workers(); i++) {
      workers.execute(this::work);
    }
  }

  /** Takes no more messages and lets batches under way end. */
  @Override
  public void close() {
    open = false;
    workers.shutdown();
    try {
      if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException stopped) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    } finally {
      renewals.shutdownNow();
    }
  }

  private void work() {
    Duration pause = FIRST_PAUSE;
    while (open && !Thread.currentThread().isInterrupted()) {
      try {
        round();
        pause = FIRST_PAUSE;
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException failed) { // a worker must outlive whatever happens to one batch
        if (open) {
          LOG.warnf("queue %s: %s, next attempt in %s", source.name(), Causes.of(failed), pause);
          pause = rest(pause);
        }
      }
    }
  }

  private void round() throws InterruptedException {
    List<Message> messages = received();
    if (messages.isEmpty()) {
      return;
    }
    List<Message> done;
    long third = source.visibility().toMillis() / 3;
    Future<?> renewal = renewals.scheduleAtFixedRate(() -> renew(messages), third, third, TimeUnit.MILLISECONDS);
    try {
      done = handled(messages);
    } finally {
      renewal.cancel(false);
    }
    if (!done.isEmpty()) {
      sqs.deleteMessageBatch(request -> request.queueUrl(source.url()).entries(entries(done)));
    }
  }

  /** One worker waits for messages at a time, and the others for it: of an empty queue no more is asked than must be. */
  private List<Message> received() throws InterruptedException {
    asking.lockInterruptibly();
    try {
      return !open ? List.of() : sqs.receiveMessage(request -> request
              .queueUrl(source.url())
              .maxNumberOfMessages(source.batch())
              .visibilityTimeout((int) source.visibility().toSeconds())
              .waitTimeSeconds(1)
              .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
              .messageAttributeNames("All"))
          .messages();
    } finally {
      asking.unlock();
    }
  }

  /** A slow EHR makes a slow batch: nobody else may take it up meanwhile, and no receive may be used up for that. */
  private void renew(List<Message> messages) {
    try {
      sqs.changeMessageVisibilityBatch(request -> request.queueUrl(source.url()).entries(messages.stream()
          .map(message -> ChangeMessageVisibilityBatchRequestEntry.builder()
              .id(message.messageId())
              .receiptHandle(message.receiptHandle())
              .visibilityTimeout((int) source.visibility().toSeconds())
              .build())
          .toList()));
    } catch (RuntimeException failed) { // at worst the batch is worked on twice, which rooms bear
      LOG.warnf("queue %s: a batch was not renewed: %s", source.name(), Causes.of(failed));
    }
  }

  /** The messages that the room is done with. */
  List<Message> handled(List<Message> messages) {
    SQSBatchResponse response;
    try {
      response = source.room().handle(event(messages));
    } catch (RuntimeException failed) { // an invocation that fails keeps its whole batch, as on AWS
      LOG.warnf("room %s failed with %s; %d messages stay in the queue", source.name(), Causes.of(failed), messages.size());
      return List.of();
    }
    if (response == null || response.getBatchItemFailures() == null) {
      return messages;
    }
    Set<String> failed = response.getBatchItemFailures().stream()
        .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
        .collect(Collectors.toSet());
    return messages.stream().filter(message -> !failed.contains(message.messageId())).toList();
  }

  private SQSEvent event(List<Message> messages) {
    List<SQSEvent.SQSMessage> records = new ArrayList<>();
    for (Message message : messages) {
      SQSEvent.SQSMessage one = new SQSEvent.SQSMessage();
      one.setMessageId(message.messageId());
      one.setReceiptHandle(message.receiptHandle());
      one.setBody(message.body());
      one.setMd5OfBody(message.md5OfBody());
      one.setAttributes(message.attributesAsStrings());
      one.setMessageAttributes(message.messageAttributes().entrySet().stream().collect(Collectors.toMap(
          java.util.Map.Entry::getKey, entry -> attribute(entry.getValue()))));
      one.setEventSource("aws:sqs");
      one.setEventSourceArn("arn:aws:sqs:local:000000000000:" + source.name());
      one.setAwsRegion("local");
      records.add(one);
    }
    SQSEvent event = new SQSEvent();
    event.setRecords(records);
    return event;
  }

  private static SQSEvent.MessageAttribute attribute(software.amazon.awssdk.services.sqs.model.MessageAttributeValue value) {
    SQSEvent.MessageAttribute attribute = new SQSEvent.MessageAttribute();
    attribute.setDataType(value.dataType());
    attribute.setStringValue(value.stringValue());
    return attribute;
  }

  private static List<DeleteMessageBatchRequestEntry> entries(List<Message> done) {
    return done.stream()
        .map(message -> DeleteMessageBatchRequestEntry.builder()
            .id(message.messageId())
            .receiptHandle(message.receiptHandle())
            .build())
        .toList();
  }

  private static Duration rest(Duration pause) {
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    Duration next = pause.multipliedBy(2);
    return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
  }
}
