package io.mediflow.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.edge.Hook.Answer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {

  @TempDir private Path folder;

  @Test
  void messagesArriveInOrderThroughAnOutage() throws Exception {
    int port;
    List<String> sent = new ArrayList<>();
    try (Hook hook = Hook.start(0)) {
      port = hook.port();
      AtomicInteger asked = new AtomicInteger();
      hook.answers(body -> Answer.of(asked.incrementAndGet() % 3 == 0 ? 202 : asked.get() % 3 == 1 ? 503 : 429));
      try (Agent agent = Agent.start(folder, hook.uri())) {
        send(agent, sent, 0, 10);
        agent.awaitQueued(0);
        assertEquals(sent, hook.taken());
        assertEquals(30, hook.asked().size());
      }
    }
    try (Agent agent = Agent.start(folder, java.net.URI.create("http://127.0.0.1:" + port + "/hooks/lakeside/feed"))) {
      send(agent, sent, 10, 20);
      agent.awaitSaid("cannot be reached");
      assertEquals(10, agent.edge().queued());
      try (Hook hook = Hook.start(port)) {
        agent.awaitQueued(0);
        assertEquals(sent.subList(10, 20), hook.taken());
        agent.awaitSaid("takes messages again");
      }
      assertEquals(1, Stream.of(agent.said().split("\n")).filter(line -> line.contains("cannot be reached")).count(),
          "a state is told once");
    }
  }

  @Test
  void onePoisonedMessageIsSetAsideAloneAndStopsNothing() throws Exception {
    try (Hook hook = Hook.start(0); Agent agent = Agent.start(folder, hook.uri())) {
      Map<String, Integer> refusals = Map.of("C3", 400, "C5", 413, "C7", 415);
      hook.answers(body -> Answer.of(refusals.getOrDefault(MllpSender.controlId(body), 200)));
      List<String> sent = new ArrayList<>();
      send(agent, sent, 0, 10);
      agent.awaitQueued(0);

      assertEquals(IntStream.of(0, 1, 2, 4, 6, 8, 9).mapToObj(sent::get).toList(), hook.taken());
      try (Stream<Path> files = Files.list(folder.resolve("refused"))) {
        List<Path> all = files.sorted().toList();
        assertEquals(6, all.size());
        assertEquals(sent.get(3), Files.readString(all.getFirst()));
        assertTrue(Files.readString(all.get(1)).startsWith("MediFlow refused it with status 400"));
      }
      assertFalse(agent.said().contains("SAMPLE"), "nothing of a message is said");
    }
  }

  @Test
  void aWrongSecretOrAddressLosesNothingAndIsSaidLoudly() throws Exception {
    for (int status : new int[] {401, 403, 404, 302, 405}) {
      try (Hook hook = Hook.start(0); Agent agent = Agent.start(folder.resolve("at-" + status), hook.uri())) {
        hook.answers(body -> Answer.of(status));
        List<String> sent = new ArrayList<>();
        send(agent, sent, 0, 3);
        agent.awaitSaid("NOTHING IS DELIVERED: status " + status);
        assertEquals(3, agent.edge().queued());
        assertFalse(agent.said().contains(Hook.SECRET));
        hook.answers(body -> Answer.of(204));
        agent.awaitQueued(0);
        assertEquals(sent, hook.taken());
      }
    }
  }

  @Test
  void aPauseThatMediFlowAsksForIsBelieved() throws Exception {
    try (Hook hook = Hook.start(0); Agent agent = Agent.start(folder, hook.uri()); MllpSender sender = agent.connect()) {
      AtomicInteger asked = new AtomicInteger();
      hook.answers(body -> asked.getAndIncrement() == 0 ? new Answer(429, Map.of("Retry-After", "1")) : Answer.of(200));
      long before = System.nanoTime();
      assertEquals("AA|C1", sender.send(MllpSender.message("C1")));
      agent.awaitQueued(0);
      assertTrue(System.nanoTime() - before >= Duration.ofSeconds(1).toNanos());
      assertEquals(2, asked.get());
    }
  }

  @Test
  void whatArrivesIsUtf8AndSaysSo() throws Exception {
    try (Hook hook = Hook.start(0); Agent agent = Agent.start(folder, hook.uri()); MllpSender sender = agent.connect()) {
      String western = MllpSender.message("C1").replace("SAMPLE", "SÄMPLE").replace("2.5.1||||", "2.5.1||||||8859/1");
      String unnamed = MllpSender.message("C2").replace("SAM", "SÄM");
      raw(sender, western, StandardCharsets.ISO_8859_1);
      raw(sender, unnamed, Charset.forName("windows-1252"));
      raw(sender, MllpSender.message("C3"), StandardCharsets.US_ASCII);
      agent.awaitQueued(0);

      assertEquals("UNICODE UTF-8", hook.taken().get(0).split("\r")[0].split("\\|")[17]);
      assertTrue(hook.taken().get(0).contains("SÄMPLE"));
      assertEquals("UNICODE UTF-8", hook.taken().get(1).split("\r")[0].split("\\|")[17]);
      assertTrue(hook.taken().get(1).endsWith(unnamed.substring(unnamed.indexOf("\rEVN"))));
      assertEquals(MllpSender.message("C3"), hook.taken().get(2), "ASCII is left as it is");
    }
  }

  private static void raw(MllpSender sender, String message, Charset charset) throws Exception {
    sender.write(("\u000b" + message + "\u001c\r").getBytes(charset));
    assertTrue(MllpSender.verdict(sender.answer()).startsWith("AA|C"));
  }

  private static void send(Agent agent, List<String> sent, int from, int to) throws Exception {
    try (MllpSender sender = agent.connect()) {
      for (int number = from; number < to; number++) {
        String message = MllpSender.message("C" + number);
        assertEquals("AA|C" + number, sender.send(message));
        sent.add(message);
      }
    }
  }
}
