package io.mediflow.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way back, from what MediFlow hands out to what it is told, over real sockets. */
class OutboundTest {

  @TempDir private Path folder;

  @Test
  void messagesGoOutInOrderAndEachOutcomeIsTold() throws Exception {
    try (Hook hook = Hook.start(0); Receiver receiver = Receiver.start(0)) {
      Map<String, String> codes = Map.of("C1", "CA", "C2", "AE", "C3", "AR", "C4", "CE", "C5", "CR");
      receiver.answers(message -> Optional.of(Receiver.ack(codes.getOrDefault(MllpSender.controlId(message), "AA"), MllpSender.controlId(message))
          .replaceFirst("(MSA\\|.E\\|C\\d)", "$1|no such order")));
      queue(hook, 0, 10);
      try (Agent agent = Agent.sending(folder, hook.uri(), receiver.port())) {
        hook.outbox().awaitSettled();
        assertEquals(ids(0, 10), receiver.ids());
        assertEquals(List.of("accepted AA 1", "accepted CA 1", "refused AE 1", "refused AR 1", "refused CE 1", "refused CR 1"),
            IntStream.rangeClosed(1, 6).mapToObj(hook.outbox()::told).toList());
        assertEquals("no such order", hook.outbox().outcome(3).orElseThrow().text());
        assertEquals(1, receiver.connections(), "one connection while messages follow each other");
        agent.awaitSaid("message 3 is refused (AE)");
        assertFalse(agent.said().contains("no such order") || agent.said().contains("SAMPLE"), "nothing of a message is said");
        queue(hook, 10, 11);
        hook.outbox().awaitSettled();
        Agent.await(() -> left().isEmpty(), () -> "left: " + left());
      }
    }
  }

  @Test
  void outagesOfEitherSideKeepTheOrder() throws Exception {
    int port;
    try (Receiver receiver = Receiver.start(0)) {
      port = receiver.port();
    }
    Hook hook = Hook.start(0);
    queue(hook, 0, 6);
    AtomicInteger asked = new AtomicInteger();
    hook.outbox().answers(report -> List.of(503, 429, 500, 200).get(asked.getAndIncrement() % 4));
    try (Agent agent = Agent.sending(folder, hook.uri(), port)) {
      agent.awaitSaid("the practice's system cannot be reached");
      assertEquals("waits", hook.outbox().told(1));
      try (Receiver receiver = Receiver.start(port)) {
        hook.outbox().awaitSettled();
        assertEquals(ids(0, 6), receiver.ids(), "what never arrived is not counted as sent, and nothing is sent twice");
        assertEquals("accepted AA 1", hook.outbox().told(1));
        agent.awaitSaid("the practice's system answers again");

        hook.close();
        agent.awaitSaid("MediFlow cannot be reached");
        try (Hook later = Hook.start(hook.port())) {
          queue(later, 6, 9);
          later.outbox().awaitSettled();
          assertEquals(ids(0, 9), receiver.ids());
        }
      }
    }
  }

  @Test
  void whatIsNotAnsweredIsSentAgainUnderItsControlIdAndSomedaySomebodyHasToLook() throws Exception {
    try (Hook hook = Hook.start(0); Receiver receiver = Receiver.start(0)) {
      Map<String, Integer> sends = new ConcurrentHashMap<>();
      receiver.answers(message -> {
        String id = MllpSender.controlId(message);
        int nth = sends.merge(id, 1, Integer::sum);
        return switch (id) {
          case "C0" -> nth == 1 ? Optional.empty() : Optional.of(Receiver.ack("AA", id)); // the connection ends
          case "C1" -> Optional.empty(); // each time
          case "C2" -> nth == 1 ? Optional.of("") : Optional.of(Receiver.ack("AA", id)); // silence
          case "C3" -> Optional.of(nth == 1 ? Receiver.ack("AA", "C2") : nth == 2 ? "<html>" : Receiver.ack("AA", id));
          default -> Optional.of(Receiver.ack("AA", id));
        };
      });
      queue(hook, 0, 5);
      try (Agent agent = Agent.sending(folder, hook.uri(), receiver.port())) {
        hook.outbox().awaitSettled();
        assertEquals(List.of("C0", "C0", "C1", "C1", "C1", "C2", "C2", "C3", "C3", "C3", "C4"), receiver.ids());
        assertEquals(List.of("accepted AA 2", "unanswered  3", "accepted AA 2", "accepted AA 3", "accepted AA 1"),
            IntStream.rangeClosed(1, 5).mapToObj(hook.outbox()::told).toList());
        assertTrue(agent.said().contains("message 1 is sent once more, under the same control id"), agent.said());
        assertTrue(agent.said().contains("names no message of ours"), agent.said());
      }
    }
  }

  @Test
  void aLateAnswerToAnotherMessageIsPassedOver() throws Exception {
    try (Hook hook = Hook.start(0); Receiver receiver = Receiver.start(0)) {
      receiver.answers(message -> Optional.of(
          Receiver.ack("AE", "C77") + "\u001c\r\u000b" + Receiver.ack("AA", MllpSender.controlId(message))));
      queue(hook, 0, 3);
      try (Agent agent = Agent.sending(folder, hook.uri(), receiver.port())) {
        hook.outbox().awaitSettled();
        assertEquals(ids(0, 3), receiver.ids());
        assertEquals("accepted AA 1", hook.outbox().told(2));
      }
    }
  }

  @Test
  void whatCouldNotBeAnsweredIsNotSent() throws Exception {
    try (Hook hook = Hook.start(0); Receiver receiver = Receiver.start(0)) {
      hook.outbox().put("C1", "no message");
      hook.outbox().put("C2", MllpSender.message("C3"));
      hook.outbox().put("C4", MllpSender.message("C4", "NE", "NE"));
      hook.outbox().put("C5", MllpSender.message("C5").replace("SAMPLE", "SAM\u001cPLE"));
      hook.outbox().put("C6");
      try (Agent agent = Agent.sending(folder, hook.uri(), receiver.port())) {
        hook.outbox().awaitSettled();
        assertEquals(List.of("C6"), receiver.ids());
        assertEquals(List.of("unsendable  0", "unsendable  0", "unsendable  0", "unsendable  0", "accepted AA 1"),
            IntStream.rangeClosed(1, 5).mapToObj(hook.outbox()::told).toList());
        assertTrue(hook.outbox().outcome(3).orElseThrow().text().contains("MSH-15"));
      }
    }
  }

  @Test
  void whatIsNotAsciiGoesOutAsUtf8AndSaysSo() throws Exception {
    try (Hook hook = Hook.start(0); Receiver receiver = Receiver.start(0)) {
      hook.outbox().put("C1", MllpSender.message("C1").replace("SAMPLE", "SÄMPLE"));
      try (Agent agent = Agent.sending(folder, hook.uri(), receiver.port())) {
        hook.outbox().awaitSettled();
        assertEquals("UNICODE UTF-8", receiver.received().getFirst().split("\r")[0].split("\\|")[17]);
        assertTrue(receiver.received().getFirst().contains("SÄMPLE"));
      }
    }
  }

  @Test
  void aWrongSecretOrAddressIsSaidLoudlyAndSendsNothing() throws Exception {
    for (int status : new int[] {400, 401, 404, 405}) {
      try (Hook hook = Hook.start(0); Receiver receiver = Receiver.start(0)) {
        queue(hook, 0, 2);
        hook.outbox().answers(report -> status);
        try (Agent agent = Agent.sending(folder.resolve("at-" + status), hook.uri(), receiver.port())) {
          agent.awaitSaid("NOTHING IS FETCHED: ");
          assertTrue(receiver.ids().isEmpty());
          assertFalse(agent.said().contains(Hook.SECRET));
          hook.outbox().answers(report -> 200);
          hook.outbox().awaitSettled();
          assertEquals(ids(0, 2), receiver.ids());
        }
      }
    }
  }

  @Test
  void withoutASystemToSendToNothingIsFetched() throws Exception {
    try (Hook hook = Hook.start(0)) {
      queue(hook, 0, 1);
      try (Agent agent = Agent.start(folder, hook.uri()); MllpSender sender = agent.connect()) {
        assertEquals("AA|C9", sender.send(MllpSender.message("C9")));
        agent.awaitQueued(0);
        assertEquals("waits", hook.outbox().told(1));
      }
    }
  }

  @Test
  void whatIsUnderWayWhenTheAgentEndsGoesOnAfterTheNextStart() throws Exception {
    try (Hook hook = Hook.start(0)) {
      queue(hook, 0, 1);
      try (Agent agent = Agent.sending(folder, hook.uri(), 1)) {
        agent.awaitSaid("the practice's system cannot be reached");
      }
      assertEquals(List.of("1.message"), left());
      try (Receiver receiver = Receiver.start(0); Agent agent = Agent.sending(folder, URI.create(hook.uri().toString()), receiver.port())) {
        hook.outbox().awaitSettled();
        assertEquals(ids(0, 1), receiver.ids());
      }
    }
  }

  private List<String> left() {
    try (Stream<Path> files = Files.list(folder.resolve("outbound"))) {
      return files.map(one -> one.getFileName().toString()).sorted().toList();
    } catch (java.io.IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  private static void queue(Hook hook, int from, int to) {
    ids(from, to).forEach(hook.outbox()::put);
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(number -> "C" + number).toList();
  }
}
