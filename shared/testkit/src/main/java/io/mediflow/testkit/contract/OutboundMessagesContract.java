package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.outbound.OutboundMessage;
import io.mediflow.model.outbound.OutboundMessages;
import io.mediflow.model.outbound.OutboundMessages.Put;
import io.mediflow.model.outbound.OutboundMessages.Waiting;
import io.mediflow.model.outbound.OutboundOutcome;
import io.mediflow.model.outbound.OutboundOutcome.Result;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every queue of messages out does. */
public abstract class OutboundMessagesContract {

  private static final OutboundOutcome TAKEN = new OutboundOutcome(Result.ACCEPTED, "AA", "", 1, Samples.NOON.plusSeconds(5));
  private static final OutboundOutcome REFUSED =
      new OutboundOutcome(Result.REFUSED, "AE", "the order is not known", 3, Samples.NOON.plusSeconds(6));

  private final String connection = Samples.connection();

  protected abstract OutboundMessages messages();

  @Test
  void theOldestIsNextUntilItsOutcomeIsKnown() {
    OutboundMessages messages = messages();
    assertEquals(Optional.empty(), messages.next(connection, "feed"));
    assertEquals(new Waiting(0, Optional.empty()), messages.waiting(connection, "feed"));
    assertEquals(new Put.Queued(1, false), put(messages, "C1", "MSH|one"));
    assertEquals(new Put.Queued(2, false), messages.put(connection, "feed", "C2", "MSH|Ærø", Samples.NOON.plusSeconds(1)));

    OutboundMessage first = new OutboundMessage(connection, "feed", 1, "C1", "MSH|one", Samples.NOON, Optional.empty());
    assertEquals(Optional.of(first), messages.next(connection, "feed"));
    assertEquals(Optional.of(first), messages.next(connection, "feed"), "to look is not to take");
    assertEquals(new Waiting(2, Optional.of(Samples.NOON)), messages.waiting(connection, "feed"));

    assertTrue(messages.settle(connection, "feed", 1, REFUSED));
    assertEquals(Optional.of(first.with(REFUSED)), messages.find(connection, "feed", 1));
    assertEquals("MSH|Ærø", messages.next(connection, "feed").orElseThrow().text());
    assertEquals(new Waiting(1, Optional.of(Samples.NOON.plusSeconds(1))), messages.waiting(connection, "feed"));
    assertTrue(messages.settle(connection, "feed", 2, TAKEN));
    assertEquals(Optional.empty(), messages.next(connection, "feed"));
    assertEquals(new Put.Queued(3, false), put(messages, "C3", "MSH|three"));
    assertEquals(3, messages.next(connection, "feed").orElseThrow().sequence());
  }

  @Test
  void theFirstOutcomeStandsAndNothingIsPassedOver() {
    OutboundMessages messages = messages();
    assertFalse(messages.settle(connection, "feed", 1, TAKEN));
    put(messages, "C1", "MSH|one");
    put(messages, "C2", "MSH|two");
    assertFalse(messages.settle(connection, "feed", 2, TAKEN));
    assertFalse(messages.settle(connection, "feed", 3, TAKEN));
    assertTrue(messages.settle(connection, "feed", 1, TAKEN));
    assertFalse(messages.settle(connection, "feed", 1, REFUSED));
    assertEquals(Optional.of(TAKEN), messages.find(connection, "feed", 1).orElseThrow().outcome());
    assertEquals(Optional.empty(), messages.find(connection, "feed", 2).orElseThrow().outcome());
    assertEquals(Optional.empty(), messages.find(connection, "feed", 3));
  }

  @Test
  void aMessageIsQueuedOnceAndItsControlIdIsItsOwn() {
    OutboundMessages messages = messages();
    put(messages, "C1", "MSH|one");
    assertEquals(new Put.Queued(1, true), put(messages, "C1", "MSH|one"));
    assertEquals(new Put.ControlIdTaken(), put(messages, "C1", "MSH|another"));
    messages.settle(connection, "feed", 1, TAKEN);
    assertEquals(new Put.Queued(1, true), put(messages, "C1", "MSH|one"));
    assertEquals(Optional.empty(), messages.next(connection, "feed"));
  }

  @Test
  void eachInterfaceHasItsOwnAndSizeDoesNotMatter() {
    OutboundMessages messages = messages();
    String large = "MSH|" + "ø".repeat(300_000);
    put(messages, "C1", large);
    assertEquals(new Put.Queued(1, false), messages.put(connection, "orders", "C1", "MSH|other", Samples.NOON));
    assertEquals(new Put.Queued(1, true), put(messages, "C1", large));
    assertEquals(large, messages.next(connection, "feed").orElseThrow().text());
    assertEquals("MSH|other", messages.next(connection, "orders").orElseThrow().text());
    assertEquals(Optional.empty(), messages.next(Samples.connection(), "feed"));
  }

  @Test
  void whoQueuesAtOnceGetsNumbersWithoutAGap() throws Exception {
    OutboundMessages messages = messages();
    try (ExecutorService workers = Executors.newFixedThreadPool(4)) {
      List<Future<Put>> puts = workers.invokeAll(IntStream.range(0, 24)
          .<Callable<Put>>mapToObj(one -> () -> put(messages, "C" + one / 2, "MSH|" + one / 2)).toList());
      for (Future<Put> one : puts) {
        one.get();
      }
    }
    assertEquals(12, messages.waiting(connection, "feed").messages());
    assertEquals(12, LongStream.rangeClosed(1, 12)
        .mapToObj(one -> messages.find(connection, "feed", one).orElseThrow().controlId()).distinct().count());
  }

  private Put put(OutboundMessages messages, String controlId, String text) {
    return messages.put(connection, "feed", controlId, text, Samples.NOON);
  }
}
