package io.mediflow.sandbox;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mediflow.model.change.Change;
import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.PackageParser;
import io.mediflow.packages.Packages;
import io.mediflow.testkit.contract.FlowStoreContract;
import io.mediflow.testkit.memory.MemoryConnectionStore;
import io.mediflow.testkit.memory.MemoryEventNumbers;
import io.mediflow.testkit.memory.MemoryFlowStore;
import io.mediflow.testkit.memory.MemoryOutboundMessages;
import io.mediflow.testkit.memory.MemoryQueues;
import io.mediflow.testkit.memory.MemoryRollups;
import io.mediflow.testkit.memory.MemorySecrets;
import io.mediflow.testkit.memory.MemoryStatusStore;
import io.mediflow.testkit.memory.MemorySubscriptionStore;
import io.mediflow.watch.NotificationGaps;
import io.mediflow.watch.Watch;
import io.mediflow.watch.WatchConfig;
import io.mediflow.webhookintake.Outbox;
import io.mediflow.webhookintake.OwnSubscriptions;
import io.mediflow.webhookintake.WebhookIntakeAct;
import io.mediflow.webhookintake.WebhookIntakeConfig;
import io.mediflow.webhookintake.WebhookIntakeFunction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** webhook-intake behind a real port, with its stores in memory: what the sandbox sends is what it gets. */
final class Intake implements AutoCloseable {

  static final String SECRET = "whsec_dGhlIHNhbmRib3ggYW5kIHdlIGtub3cgaXQ=";

  private record Limits(int mostBytes, int mostDepth, int mostEvents) implements WebhookIntakeConfig {

    Limits() {
      this(1_048_576, 64, 200);
    }
  }

  private record Unwatched(boolean emf, String namespace) implements WatchConfig {

    Unwatched() {
      this(false, "");
    }
  }

  /** The test kit's invented EHR, the vendor whose events are signed with an HMAC, and the plain one. */
  private static final List<EhrPackage> PACKAGES = Stream.concat(
      Stream.of(PackageParser.resources(FlowStoreContract.class.getClassLoader(), "invented-ehr")),
      Stream.of("athenahealth", "smart-r4").map(name -> Packages.bundled().find(name, 1).orElseThrow())).toList();

  final MemoryQueues queues = new MemoryQueues();
  final MemoryFlowStore flows = new MemoryFlowStore();
  final MemoryEventNumbers numbers = new MemoryEventNumbers();
  final MemorySubscriptionStore subscriptions = new MemorySubscriptionStore();
  private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
  private final WebhookIntakeFunction room;
  private final HttpServer server;

  Intake(URI ehr) {
    var connections = new MemoryConnectionStore();
    PACKAGES.forEach(one -> connections.put(new Connection(one.name(), "Practice", one.name(), one.major(), ZoneOffset.UTC,
        List.of(new EhrInterface("fhir", ehr, "client", "key", List.of(), "hook-" + one.name())), false, 0)));
    var secrets = new MemorySecrets();
    PACKAGES.forEach(one -> secrets.with("hook-" + one.name(), SECRET));
    Watch watch = new Watch(new MemoryRollups(), new Unwatched(), Clock.systemUTC(), TimeScale.REAL);
    room = new WebhookIntakeFunction(new WebhookIntakeAct(connections, secrets, queues.changeQueue, flows, numbers,
        new NotificationGaps(flows, watch), new OwnSubscriptions(subscriptions, flows), new Outbox(new MemoryOutboundMessages(), new MemoryStatusStore(), watch),
        new Packages(PACKAGES), watch, new Limits(), Clock.systemUTC()), watch);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/hooks", this::take);
    server.start();
  }

  String target(String connection) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks/" + connection + "/fhir";
  }

  Flow flow(FlowId id, Instant due) {
    return flows.put(new Flow(
        id, Checkpoint.START, due, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0)).orElseThrow();
  }

  /** Waits for the answers to the next notifications. */
  void answered(int... statuses) {
    for (int status : statuses) {
      try {
        Integer next = answers.poll(10, TimeUnit.SECONDS);
        if (next == null || next != status) {
          throw new AssertionError("a notification was answered " + next);
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  List<Change> changes() {
    synchronized (queues) {
      return List.copyOf(queues.changes);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
    int status;
    synchronized (queues) {
      status = room.webhookIntake(APIGatewayV2HTTPEvent.builder()
          .withRawPath(exchange.getRequestURI().getPath()).withHeaders(headers).withIsBase64Encoded(true)
          .withBody(Base64.getEncoder().encodeToString(exchange.getRequestBody().readAllBytes()))
          .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder().withHttp(
              APIGatewayV2HTTPEvent.RequestContext.Http.builder().withMethod(exchange.getRequestMethod()).build()).build())
          .build()).getStatusCode();
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
    answers.add(status);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
