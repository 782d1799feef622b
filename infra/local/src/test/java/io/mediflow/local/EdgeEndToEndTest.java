package io.mediflow.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mediflow.edge.Edge;
import io.mediflow.edge.EdgeOptions;
import io.mediflow.edge.deliver.Pace;
import io.mediflow.edge.deliver.Target;
import io.mediflow.edge.mllp.MllpClient;
import io.mediflow.edge.mllp.MllpLimits;
import io.mediflow.edge.outbound.OutboundOptions;
import io.mediflow.mapping.hl7.Hl7Ack;
import io.mediflow.model.outbound.OutboundMessage;
import io.mediflow.model.outbound.OutboundOutcome;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.Packages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real agent against the real rooms, both ways: MLLP in the practice, HTTP between, records and outcomes at the end. */
class EdgeEndToEndTest {

  private static final Pace QUICK =
      new Pace(Duration.ofMillis(2), Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofMillis(50));
  private static final Duration POLL = Duration.ofMillis(50);

  @TempDir private Path folder;
  /** Signatures carry the agent's own time. */
  private final FeedRooms rooms = new FeedRooms(Instant.now());
  private HttpServer door;
  private volatile boolean away;

  @BeforeEach
  void open() throws IOException {
    door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    door.createContext("/", this::enter);
    door.start();
  }

  @AfterEach
  void close() {
    door.stop(0);
  }

  @Test
  void messagesOfThePracticeBecomeRecordsAlsoAfterAnOutageAndAKill() throws Exception {
    String registered = golden("adt-a04-registration-two-insurances-guarantor");
    String changed = golden("adt-a08-update-phone-deleted-email-untouched");
    String booked = golden("siu-s12-new-appointment-provider-room-notes");
    try (Edge agent = agent("queue", Optional.empty()); MllpClient desk = desk(agent)) {
      assertEquals("accepted", sent(desk, registered));
      await(() -> agent.queued() == 0);
      away = true;
      assertEquals("accepted", sent(desk, changed));
      assertEquals("accepted", sent(desk, booked));
      assertEquals(2, agent.queued());
    }
    away = false;
    try (Edge agent = agent("queue", Optional.empty())) {
      await(() -> agent.queued() == 0);
    }
    assertEquals(List.of(), rooms.deliver(1));

    assertEquals(List.of(), rooms.quarantine.page("yew", null, 10).items());
    Map<String, Object> patient = rooms.of(RecordType.PATIENT).stream().map(one -> one.fields())
        .filter(one -> "E10077".equals(one.get("mrn"))).findFirst().orElseThrow();
    assertEquals("+18025550102", patient.get("mobilePhone"), "what the second message changed");
    assertEquals(1, rooms.of(RecordType.APPOINTMENT).size());
  }

  @Test
  void messagesOutReachThePracticesSystemInOrderAndTheirOutcomesAreKnown() throws Exception {
    String text = golden("siu-s12-new-appointment-provider-room-notes");
    List<String> ids = IntStream.range(0, 20).mapToObj(one -> "OUT" + one).toList();
    for (String id : ids) {
      rooms.outbound.put("yew", "feed", id, text.replace(controlId(text), id), rooms.clock.instant());
    }
    away = true;
    try (Edge system = agent("system", Optional.empty());
        Edge agent = agent("queue", Optional.of(new OutboundOptions(
            "127.0.0.1", system.port(), SocketFactory.getDefault(), Duration.ofSeconds(5), 3, POLL)))) {
      assertTrue(rooms.outbound.find("yew", "feed", 1).orElseThrow().outcome().isEmpty());
      away = false;
      await(() -> rooms.outbound.next("yew", "feed").isEmpty());
      away = true; // what the system took stays on its disk
      for (int sequence = 1; sequence <= ids.size(); sequence++) {
        OutboundMessage one = rooms.outbound.find("yew", "feed", sequence).orElseThrow();
        assertEquals(OutboundOutcome.Result.ACCEPTED, one.outcome().orElseThrow().result());
      }
    }
    assertEquals(ids, received(folder.resolve("system")).distinct().toList());
  }

  @Test
  void theAgentsSignOfLifeReachesWhatIsWatched() throws Exception {
    away = true;
    try (Edge agent = agent("queue", Optional.empty()); MllpClient desk = desk(agent)) {
      assertEquals("accepted", sent(desk, golden("adt-a04-registration-two-insurances-guarantor")));
    }
    away = false;
    assertEquals(Optional.empty(), rooms.status.signOfLife("yew", "feed"));
    try (Edge agent = agent("queue", Optional.empty())) {
      await(() -> rooms.status.signOfLife("yew", "feed").isPresent());
      assertEquals(rooms.clock.instant(), rooms.status.signOfLife("yew", "feed").orElseThrow().at());
      assertEquals(0, rooms.status.signOfLife("yew", "feed").orElseThrow().refused());
    }
  }

  private Edge agent(String name, Optional<OutboundOptions> outbound) throws Exception {
    URI hook = URI.create("http://127.0.0.1:" + door.getAddress().getPort() + (name.equals("system") ? "/nowhere" : "/hooks/yew/feed"));
    return Edge.start(new EdgeOptions(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.empty(),
        new MllpLimits(100_000, 8, Duration.ofSeconds(20), Duration.ofSeconds(20)), folder.resolve(name), 1_000,
        new Target(hook, "X-MediFlow-Secret", FeedRooms.SECRET), Duration.ofSeconds(5), QUICK, outbound, OptionalInt.empty()),
        line -> { }, () -> { });
  }

  private static MllpClient desk(Edge agent) {
    return new MllpClient("127.0.0.1", agent.port(), SocketFactory.getDefault(), Duration.ofSeconds(10));
  }

  private static String sent(MllpClient desk, String message) throws IOException {
    desk.connect();
    MllpClient.Sent.Answered answered = assertInstanceOf(MllpClient.Sent.Answered.class,
        desk.send(message.getBytes(StandardCharsets.UTF_8), controlId(message)));
    return answered.answer() instanceof Hl7Ack.Answer.Accepted ? "accepted" : answered.answer().toString();
  }

  /** HTTP as the function URL makes events of it; a door that is away answers 503, one that is nowhere 404. */
  private synchronized void enter(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (away || exchange.getRequestURI().getPath().startsWith("/nowhere")) {
        exchange.sendResponseHeaders(away ? 503 : 404, -1);
        return;
      }
      Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().getFirst()));
      APIGatewayV2HTTPResponse answer = rooms.answer(exchange.getRequestURI().getPath(), headers, body);
      byte[] text = answer.getBody() == null ? new byte[0] : answer.getBody().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.getStatusCode(), text.length == 0 ? -1 : text.length);
      exchange.getResponseBody().write(text);
    }
  }

  /** Control ids of what an agent has on its disk, in order. */
  private static Stream<String> received(Path agent) throws IOException {
    try (Stream<Path> files = Files.walk(agent)) {
      return files.filter(one -> one.toString().endsWith(".hl7")).sorted().map(EdgeEndToEndTest::read)
          .map(EdgeEndToEndTest::controlId).toList().stream();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String controlId(String message) {
    return message.split("\\|")[9];
  }

  private static void await(BooleanSupplier holds) throws InterruptedException {
    for (int times = 0; times < 4_000 && !holds.getAsBoolean(); times++) {
      Thread.sleep(5);
    }
    assertTrue(holds.getAsBoolean(), "not within twenty seconds");
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = Packages.class.getResourceAsStream("/packages/hl7v2/golden/feed/read/" + name + "/input.hl7")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
