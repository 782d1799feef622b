package io.mediflow.scheduledpolling;

import static io.mediflow.scheduledpolling.SubscriptionBench.NOON;
import static io.mediflow.scheduledpolling.SubscriptionBench.PATIENTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mediflow.ehr.FhirSubscriptions;
import io.mediflow.ehr.Switchboard;
import io.mediflow.model.ehr.Signer.Algorithm;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.sandbox.Options;
import io.mediflow.sandbox.Sandbox;
import io.mediflow.sandbox.smart.Client;
import io.mediflow.testkit.memory.MemoryBudgetStore;
import io.mediflow.testkit.memory.MemorySigner;
import io.mediflow.testkit.memory.MemoryTokenStore;
import io.mediflow.testkit.memory.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions at a simulated EHR over HTTP, with tokens; whoever is told only counts, as webhook-intake does. */
@QuarkusTest
class SubscriptionEndToEndTest {

  private static final MemorySigner SIGNER = new MemorySigner().with("key-1", Algorithm.RS384, null);

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final TestClock theirs = new TestClock(NOON);
  private Sandbox sandbox;
  private HttpServer hook;
  private SubscriptionBench bench;

  @BeforeEach
  void start() throws IOException {
    sandbox = Sandbox.start(Options.defaults().withClock(theirs).withTimeScale(50));
    RSAKey key = new RSAKey.Builder((RSAPublicKey) SIGNER.key("key-1").publicKey()).keyID("kid-key-1").algorithm(JWSAlgorithm.RS384).build();
    sandbox.clients().register(new Client("client", Optional.of(new JWKSet(key)), Optional.empty(), "system/*.cruds"));
    hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext("/hooks/elm/fhir", this::take);
    hook.start();
    FhirSubscriptions ehr = new FhirSubscriptions(new Switchboard(new MemoryTokenStore(), new MemoryBudgetStore(), SIGNER,
        (connection, operation, outcome, took) -> {}, theirs, TimeScale.REAL, new ObjectMapper(), () -> true));
    bench = new SubscriptionBench(Optional.of(ehr), sandbox.fhir(), "http://127.0.0.1:" + hook.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    hook.stop(0);
    sandbox.close();
  }

  @Test
  void theLastNotificationThatIsLostIsFoundByTheNextLook() throws Exception {
    bench.look(PATIENTS);
    assertEquals("handshake first", next());
    look();
    assertEquals("active", bench.known(PATIENTS).status());

    List<String> patients = sandbox.store().all("Patient").stream().map(one -> one.id()).toList();
    change(patients.get(0));
    assertEquals("event-notification first", next());
    play("faults: [{do: notification-lost, times: 1}]");
    change(patients.get(1));
    look();
    assertEquals(List.of("Patient/" + patients.get(1)), bench.told());
    assertEquals(OptionalLong.of(2), bench.numbers.last("elm", "fhir", bench.known(PATIENTS).reference()));
    look();
    assertEquals(List.of(), bench.told());
  }

  @Test
  void oneInErrorIsSwitchedOnAndOneWithAnotherSecretToldAnew() throws Exception {
    bench.look(PATIENTS);
    next();
    look();
    play("faults: [{do: subscription-error, times: 1}]");
    change(sandbox.store().all("Patient").getFirst().id());
    until("error");
    look();
    assertEquals("handshake first", next());
    until("active");
    look();
    assertEquals(0, bench.known(PATIENTS).attempts());
    assertEquals(1, bench.told().size(), "what it told while it broke");

    bench.secrets.with("hook-elm", "second", "first");
    look();
    assertEquals("handshake second", next());
    assertEquals(1, sandbox.subscriptions().telling(endpoint()).size());
  }

  @Test
  void whatTheEhrEndsIsMadeAnewBeforeThat() throws Exception {
    bench.look(PATIENTS);
    next();
    look();
    String id = bench.known(PATIENTS).id();
    bench.at(NOON.plus(Duration.ofDays(28)));
    together();
    bench.look(PATIENTS);
    assertEquals("handshake first", next());
    theirs.advance(Duration.ofDays(3));
    assertEquals(1, sandbox.subscriptions().telling(endpoint()).size(), "it would have ended by now");
    assertEquals(id, bench.known(PATIENTS).id());
  }

  private String endpoint() {
    return bench.reached.get("notify-at") + "/hooks/elm/fhir";
  }

  /** When the flow is due; the EHR's clock goes along. */
  private void look() {
    bench.lookLater(PATIENTS);
    together();
  }

  private void together() {
    theirs.advance(Duration.between(theirs.instant(), bench.clock.instant()));
  }

  private String next() throws InterruptedException {
    return heard.poll(10, TimeUnit.SECONDS);
  }

  private void until(String status) throws InterruptedException {
    for (int wait = 0; !sandbox.subscriptions().telling(endpoint()).getFirst().path("status").asText().equals(status); wait++) {
      assertTrue(wait < 200, "never " + status);
      Thread.sleep(50);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    JsonNode status = new ObjectMapper().readTree(exchange.getRequestBody()).at("/entry/0/resource/parameter");
    String subscription = status.at("/0/valueReference/reference").asText();
    String kind = status.at("/3/valueCode").asText();
    if (kind.equals("event-notification")) {
      bench.numbers.reached("elm", "fhir", subscription, status.at("/4/valueString").asLong());
    }
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
    heard.add(kind + " " + exchange.getRequestHeaders().getFirst("X-Hook-Secret"));
  }

  private void change(String patient) throws Exception {
    control("PATCH", "/fhir/Patient/" + patient, "[{\"op\":\"replace\",\"path\":\"/birthDate\",\"value\":\"1980-01-01\"}]");
  }

  private void play(String script) throws Exception {
    control("PUT", "/faults", script);
  }

  private void control(String method, String path, String body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.base() + "/_control" + path)).header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(body)).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertEquals(200, http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    }
  }
}
