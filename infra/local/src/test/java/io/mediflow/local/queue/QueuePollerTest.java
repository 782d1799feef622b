package io.mediflow.local.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.mediflow.embedded.EmbeddedAws;
import io.mediflow.embedded.TemplateReader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

class QueuePollerTest {

  private static EmbeddedAws aws;
  private static SqsClient sqs;

  private final BlockingQueue<SQSEvent.SQSMessage> seen = new LinkedBlockingQueue<>();

  @BeforeAll
  static void parts() {
    aws = EmbeddedAws.start(TemplateReader.ofThisProject(), EmbeddedAws.Options.IN_MEMORY);
    sqs = aws.sqs();
  }

  @AfterAll
  static void stop() {
    sqs.close();
    aws.close();
  }

  @Test
  void whatTheRoomHasDoneIsDeletedAndWhatItReportsComesAgain() throws InterruptedException {
    String url = queue("poller-failures");
    QueueRoom room = event -> {
      seen.addAll(event.getRecords());
      return new SQSBatchResponse(event.getRecords().stream()
          .filter(one -> one.getBody().equals("bad") && one.getAttributes().get("ApproximateReceiveCount").equals("1"))
          .map(one -> new SQSBatchResponse.BatchItemFailure(one.getMessageId())).toList());
    };
    send(url, "good");
    send(url, "bad");
    try (QueuePoller running = poller(url, 1, room)) {
      List<String> bodies = List.of(next().getBody(), next().getBody());
      assertTrue(bodies.containsAll(List.of("good", "bad")));
      SQSEvent.SQSMessage again = next();
      assertEquals("bad", again.getBody());
      assertEquals("2", again.getAttributes().get("ApproximateReceiveCount"));
      assertNull(seen.poll(3, TimeUnit.SECONDS), "what is done does not come again");
    }
    assertEquals("0", messages(url));
  }

  @Test
  void aRoomThatThrowsKeepsItsBatchAndItsWorker() throws InterruptedException {
    String url = queue("poller-throws");
    send(url, "one");
    QueueRoom room = event -> {
      seen.addAll(event.getRecords());
      if (event.getRecords().getFirst().getAttributes().get("ApproximateReceiveCount").equals("1")) {
        throw new IllegalStateException("a value that nobody must see");
      }
      return new SQSBatchResponse(List.of());
    };
    try (QueuePoller running = poller(url, 1, room)) {
      assertEquals("one", next().getBody());
      assertEquals("2", next().getAttributes().get("ApproximateReceiveCount"));
      assertNull(seen.poll(3, TimeUnit.SECONDS));
    }
  }

  @Test
  void aSlowBatchIsNotTakenUpTwice() throws InterruptedException {
    String url = queue("poller-slow");
    CountDownLatch slow = new CountDownLatch(1);
    QueueRoom room = event -> {
      seen.addAll(event.getRecords());
      try {
        assertTrue(slow.await(30, TimeUnit.SECONDS));
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      return new SQSBatchResponse(List.of());
    };
    send(url, "slow");
    try (QueuePoller running = poller(url, 2, room)) {
      assertEquals("slow", next().getBody());
      assertNull(seen.poll(5, TimeUnit.SECONDS), "three time-outs pass, and it stays with its worker");
      slow.countDown();
    }
  }

  @Test
  void oneWorkerAsksAtATimeAndASlowBatchHoldsUpNoOther() throws InterruptedException {
    String url = queue("poller-one-asks");
    CountDownLatch slow = new CountDownLatch(1);
    Asking asking = new Asking(sqs);
    QueueRoom room = event -> {
      seen.addAll(event.getRecords());
      try {
        assertTrue(!event.getRecords().getFirst().getBody().equals("slow") || slow.await(30, TimeUnit.SECONDS));
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      return new SQSBatchResponse(List.of());
    };
    try (QueuePoller running = new QueuePoller(new QueuePoller.Source("test", url, 1, 3, Duration.ofSeconds(30), room), asking)) {
      send(url, "slow");
      assertEquals("slow", next().getBody());
      send(url, "other");
      assertEquals("other", next().getBody());
      slow.countDown();
      assertNull(seen.poll(2, TimeUnit.SECONDS));
    }
    assertEquals(1, asking.most.get());
  }

  @Test
  void aQueueThatIsAwayIsAskedAgain() throws InterruptedException {
    String url = aws.sqsEndpoint() + "/000000000000/poller-late";
    try (QueuePoller running = poller(url, 1, event -> {
      seen.addAll(event.getRecords());
      return new SQSBatchResponse(List.of());
    })) {
      assertNull(seen.poll(500, TimeUnit.MILLISECONDS));
      send(queue("poller-late"), "late");
      assertEquals("late", next().getBody());
    }
  }

  /** Counts how many ask at once. */
  private static final class Asking implements SqsClient {

    private final SqsClient real;
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    Asking(SqsClient real) {
      this.real = real;
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
      try {
        return real.receiveMessage(request);
      } finally {
        now.decrementAndGet();
      }
    }

    @Override
    public DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
      return real.deleteMessageBatch(request);
    }

    @Override
    public String serviceName() {
      return real.serviceName();
    }

    @Override
    public void close() {}
  }

  private SQSEvent.SQSMessage next() throws InterruptedException {
    SQSEvent.SQSMessage message = seen.poll(20, TimeUnit.SECONDS);
    assertNotNull(message, "no message came");
    return message;
  }

  private static QueuePoller poller(String url, int workers, QueueRoom room) {
    return new QueuePoller(new QueuePoller.Source("test", url, 10, workers, Duration.ofMillis(1500), room), sqs);
  }

  private static String queue(String name) {
    return sqs.createQueue(request -> request.queueName(name)).queueUrl();
  }

  private static void send(String url, String body) {
    sqs.sendMessage(request -> request.queueUrl(url).messageBody(body));
  }

  private static String messages(String url) {
    return sqs.getQueueAttributes(request -> request.queueUrl(url)
        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)).attributes()
        .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
  }
}
