package io.mediflow.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.edge.mllp.MllpLimits;
import io.mediflow.edge.queue.Disk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MllpTest {

  /** Nobody answers there, so that everything waits. */
  private static final URI AWAY = URI.create("http://127.0.0.1:1/hooks/lakeside/feed");

  @TempDir private Path folder;
  private final Hook hook = Hook.start(0);

  @AfterEach
  void stop() {
    hook.close();
  }

  @Test
  void theAnswerIsWrittenAfterTheMessageIsOnDisk() throws Exception {
    CountDownLatch flushed = new CountDownLatch(1);
    CountDownLatch flushing = new CountDownLatch(1);
    Disk slow = new SlowDisk(flushing, flushed);
    try (Agent agent = Agent.with(folder, AWAY, slow); MllpSender sender = agent.connect()) {
      sender.write(MllpSender.block(MllpSender.message("C1")));
      flushing.await();
      assertTrue(sender.hearsNothing(100), "no answer while the disk is at work");
      flushed.countDown();
      assertEquals("AA|C1", MllpSender.verdict(sender.answer()));
      assertEquals(1, agent.edge().queued());
    }
  }

  @Test
  void theModeIsTheOneAskedFor() throws Exception {
    try (Agent agent = Agent.start(folder, hook.uri()); MllpSender sender = agent.connect()) {
      assertEquals("CA|C1", sender.send(MllpSender.message("C1", "AL", "NE")));
      sender.write(MllpSender.block(MllpSender.message("C2", "NE", "NE")));
      assertTrue(sender.hearsNothing(100), "none is wanted");
      assertEquals("CE|C3", sender.send(MllpSender.message("C3", "AL", "NE").replace("ADT^A04^ADT_A01", "")));
      assertEquals("AE|C4", sender.send(MllpSender.message("C4").replace("ADT^A04^ADT_A01", "")));
      agent.awaitQueued(0);
      assertEquals(2, hook.taken().size());
    }
  }

  @Test
  void whatIsNotAWholeMessageIsNotTakenAndBreaksNothing() throws Exception {
    try (Agent agent = Agent.start(folder, hook.uri())) {
      try (MllpSender http = agent.connect()) {
        http.write("GET / HTTP/1.1\r\nHost: agent\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        http.endWriting();
        assertEquals("", http.answer());
      }
      try (MllpSender dies = agent.connect()) {
        dies.write("\u000bMSH|^~\\&|DESK|".getBytes(StandardCharsets.US_ASCII));
        dies.endWriting();
        assertEquals("", dies.answer());
      }
      agent.awaitSaid("ended within a message");
      try (MllpSender sender = agent.connect()) {
        assertEquals("AE|", sender.send("this is no HL7").substring(0, 3));
        sender.write("\u000b\u001c\r".getBytes(StandardCharsets.US_ASCII));
        sender.write("\u000bMSH|^~\\&|half".getBytes(StandardCharsets.US_ASCII));
        assertEquals("AA|C1", sender.send(MllpSender.message("C1")));
        String twice = MllpSender.message("C2") + MllpSender.message("C3");
        assertEquals("AE|C2", sender.send(twice).substring(0, 5));
        assertEquals("AE|C4", sender.send(MllpSender.message("C4") + "OBX|1|TX|||" + "x".repeat(30_000)).substring(0, 5));
        assertEquals("AA|C5", sender.send(MllpSender.message("C5")));
        sender.write(MllpSender.block("MSH|^~\\&|DESK||||20260101||ADT^A04|C6|P|2.5.1\rNTE|1||" + "x".repeat(200_000)));
        assertEquals("AE|C6", MllpSender.verdict(sender.answer()).substring(0, 5));
        assertEquals("", sender.answer(), "a message without end ends the connection");
      } catch (IOException reset) {
        // the agent does not wait for the end of what it refused
      }
      agent.awaitQueued(0);
      assertEquals(List.of(MllpSender.message("C1"), MllpSender.message("C5")), hook.taken());
      assertFalse(agent.said().contains("DEFECT") || agent.said().contains("SAMPLE"), agent.said());
    }
  }

  @Test
  void aBatchIsTakenWholeOrNotAtAll() throws Exception {
    try (Agent agent = Agent.start(folder, hook.uri()); MllpSender sender = agent.connect()) {
      sender.write(MllpSender.block("FHS|^~\\&\r" + batch("C1", "C2", 2) + "FTS|1\r"));
      String answer = sender.answer();
      assertTrue(answer.startsWith("BHS|^~\\&\rMSH|") && answer.endsWith("\rBTS|2\r"), answer);
      assertTrue(answer.contains("\rMSA|AA|C1\r") && answer.contains("\rMSA|AA|C2\r"), answer);
      assertEquals("AE|C3", sender.send(batch("C3", "C4", 3)).substring(0, 5));
      assertEquals("AE|C5", sender.send("BHS|^~\\&\r" + MllpSender.message("C5")).substring(0, 5), "it may be cut off");
      agent.awaitQueued(0);
      assertEquals(List.of(MllpSender.message("C1"), MllpSender.message("C2")), hook.taken());
    }
  }

  @Test
  void whatTheQueueCannotHoldIsRefusedAndCanBeSentAgain() throws Exception {
    try (Agent agent = Agent.with(folder, AWAY, 3, Agent.LIMITS); MllpSender sender = agent.connect()) {
      for (int number = 0; number < 3; number++) {
        assertEquals("AA|C" + number, sender.send(MllpSender.message("C" + number)));
      }
      assertEquals("AR|C3", sender.send(MllpSender.message("C3")).substring(0, 5));
      assertEquals("CR|C4", sender.send(MllpSender.message("C4", "AL", "")).substring(0, 5));
      assertEquals(3, agent.edge().queued());
      assertEquals(agent.said().indexOf("queue is full"), agent.said().lastIndexOf("queue is full"), "told once");
    }
    try (Agent agent = Agent.with(folder, hook.uri(), 3, Agent.LIMITS); MllpSender sender = agent.connect()) {
      agent.awaitQueued(0);
      assertEquals("AA|C3", sender.send(MllpSender.message("C3")));
      agent.awaitQueued(0);
      assertEquals(IntStream.range(0, 4).mapToObj(number -> MllpSender.message("C" + number)).toList(), hook.taken());
    }
  }

  @Test
  void twoSendersAtOnceEachKeepTheirOrder() throws Exception {
    try (Agent agent = Agent.start(folder, hook.uri()); ExecutorService senders = Executors.newFixedThreadPool(2)) {
      List<Future<?>> both = new ArrayList<>();
      for (String name : List.of("A", "B")) {
        both.add(senders.submit(() -> {
          try (MllpSender sender = agent.connect()) {
            for (int number = 0; number < 50; number++) {
              assertEquals("AA|" + name + number, sender.send(MllpSender.message(name + number)));
            }
          }
          return null;
        }));
      }
      for (Future<?> one : both) {
        one.get();
      }
      agent.awaitQueued(0);
      for (String name : List.of("A", "B")) {
        assertEquals(IntStream.range(0, 50).mapToObj(number -> name + number).toList(),
            hook.taken().stream().map(MllpSender::controlId).filter(one -> one.startsWith(name)).toList());
      }
    }
  }

  @Test
  void connectionsAndPatienceHaveLimits() throws Exception {
    MllpLimits limits = new MllpLimits(1_000, 2, Duration.ofMillis(3_000), Duration.ofMillis(500));
    try (Agent agent = Agent.with(folder, hook.uri(), 10, limits)) {
      try (MllpSender first = agent.connect(); MllpSender second = agent.connect()) {
        assertEquals("AA|C1", first.send(MllpSender.message("C1")));
        assertEquals("AA|C2", second.send(MllpSender.message("C2")));
        try (MllpSender third = agent.connect()) {
          assertEquals("", answerOrEnd(third), "there are two already");
        }
        first.write("\u000bMSH".getBytes(StandardCharsets.US_ASCII));
        assertEquals("", answerOrEnd(first), "a message has an end");
        agent.awaitSaid("did not end it in time");
        assertEquals("", answerOrEnd(second), "a silent one is closed");
      }
      try (MllpSender later = agent.connect()) {
        assertEquals("AA|C3", later.send(MllpSender.message("C3")));
      }
    }
  }

  @Test
  void theStatusCounts() throws Exception {
    try (Agent agent = Agent.with(folder, AWAY, 2, Agent.LIMITS); MllpSender sender = agent.connect();
        HttpClient client = HttpClient.newHttpClient()) {
      sender.send(MllpSender.message("C1"));
      sender.send(MllpSender.message("C2"));
      sender.send(MllpSender.message("C3"));
      URI status = URI.create("http://127.0.0.1:" + agent.edge().statusPort().orElseThrow());
      String json = client.send(HttpRequest.newBuilder(status).build(), HttpResponse.BodyHandlers.ofString()).body();
      assertTrue(json.startsWith("{\"queued\":2,\"oldestSeconds\":"), json);
      assertTrue(json.contains("\"taken\":2,\"notTaken\":1,\"delivered\":0,\"refused\":0,\"connections\":1,"), json);
      assertTrue(json.contains("\"lastFailure\":"), json);
    }
  }

  private static String batch(String first, String second, int said) {
    return "BHS|^~\\&\r" + MllpSender.message(first) + MllpSender.message(second) + "BTS|" + said + "\r";
  }

  private static String answerOrEnd(MllpSender sender) {
    try {
      return sender.answer();
    } catch (IOException reset) {
      return "";
    }
  }

  /** The real disk, whose first flush of a message's name is held up. */
  private record SlowDisk(CountDownLatch flushing, CountDownLatch flushed) implements Disk {

    private static final Disk REAL = Disk.real();

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
      REAL.write(file, bytes);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      REAL.rename(from, to);
      flushing.countDown();
    }

    @Override
    public void delete(Path file) throws IOException {
      REAL.delete(file);
    }

    @Override
    public void flushNames(Path folder) throws IOException {
      if (flushing.getCount() == 0) {
        try {
          flushed.await();
        } catch (InterruptedException ended) {
          throw new IOException(ended);
        }
      }
      REAL.flushNames(folder);
    }
  }
}
