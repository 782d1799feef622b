package io.mediflow.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mediflow.ehr.FhirEhr;
import io.mediflow.ehr.Switchboard;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.EhrResource;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.Signer.Algorithm;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Packages;
import io.mediflow.sandbox.Options;
import io.mediflow.sandbox.Sandbox;
import io.mediflow.sandbox.control.Stats;
import io.mediflow.sandbox.smart.Client;
import io.mediflow.state.key.FileSigner;
import io.mediflow.state.key.KeyStoreFile;
import io.mediflow.testkit.memory.MemoryBudgetStore;
import io.mediflow.testkit.memory.MemoryTokenStore;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another key while the work goes on, at an EHR that reads our key set once a day and gives tokens for five minutes: no request for a
 * token is refused.
 */
@QuarkusTest
class KeyRotationEndToEndTest {

  private static final EhrPackage EHR = Packages.bundled().find("eclinicalworks", 1).orElseThrow();
  private static final Duration STEP = Duration.ofMinutes(30);

  private final Practice practice = new Practice();
  private final AtomicInteger asked = new AtomicInteger();
  @TempDir private Path folder;
  private KeyStoreFile keys;
  private FileSigner signer;
  private Sandbox sandbox;
  private HttpServer ours;
  private FhirEhr ehr;

  @BeforeEach
  void start() throws IOException {
    keys = new KeyStoreFile(folder.resolve("keystore.json"));
    assertTrue(keys.makeKey("elm", Algorithm.RS384, Optional.empty()));
    signer = new FileSigner(keys, practice.clock);
    sandbox = Sandbox.start(Options.defaults().withClock(practice.clock));
    ours = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ours.createContext("/.well-known/jwks.json", this::tellKeys);
    ours.start();
    URI set = URI.create("http://127.0.0.1:" + ours.getAddress().getPort() + "/.well-known/jwks.json");
    sandbox.clients().register(new Client("client", Optional.empty(), Optional.of(set), "system/*.cruds"));
    ehr = new FhirEhr(new Switchboard(new MemoryTokenStore(), new MemoryBudgetStore(), signer,
        (connection, operation, outcome, took) -> {}, practice.clock, TimeScale.REAL, new ObjectMapper(), () -> true));
  }

  @AfterEach
  void stop() {
    ours.stop(0);
    sandbox.close();
  }

  @Test
  void aKeyIsChangedWhileTheWorkGoesOnAndNoTokenIsRefused() throws Exception {
    works("elm", Duration.ofHours(1));
    assertEquals(1, asked.get(), "the EHR keeps what it has read");

    assertTrue(keys.makeKey("elm-2", Algorithm.RS384, Optional.empty()));
    assertEquals(List.of("elm", "elm-2"), published());
    works("elm", Duration.ofHours(24));
    assertEquals(2, asked.get(), "and has read the next one by now");

    works("elm-2", Duration.ofHours(1));
    assertEquals(List.of("elm", "elm-2"), published(), "both, as long as an assertion of the old one may be shown");
    assertTrue(keys.endKey("elm", practice.clock.instant().plus(Duration.ofHours(1))));
    works("elm-2", Duration.ofHours(2));
    assertEquals(List.of("elm-2"), published());

    assertEquals(0, sandbox.stats().of(Stats.Event.TOKEN_REFUSED));
    assertTrue(sandbox.stats().of(Stats.Event.TOKEN_ISSUED) > 50, "a token for each call");
  }

  @Test
  void aKeyThatIsUsedBeforeTheEhrHasReadItIsRefused() {
    works("elm", STEP);
    assertTrue(keys.makeKey("elm-2", Algorithm.RS384, Optional.empty()));
    practice.clock.advance(Duration.ofMinutes(6)); // no token of the old key is left
    assertInstanceOf(EhrResult.Failed.class, read("elm-2"));
    assertTrue(sandbox.stats().of(Stats.Event.TOKEN_REFUSED) > 0);
  }

  /** A call now and then, each of which needs a token of its own. */
  private void works(String key, Duration time) {
    for (Duration done = Duration.ZERO; done.compareTo(time) < 0; done = done.plus(STEP)) {
      practice.clock.advance(STEP);
      assertInstanceOf(EhrResult.Done.class, read(key), () -> key + " at " + practice.clock.instant());
    }
  }

  private EhrResult<EhrResource> read(String key) {
    Connection elm = new Connection("elm", "Practice elm", EHR.name(), 1, ZoneId.of("America/New_York"),
        List.of(new EhrInterface("fhir", sandbox.fhir("eclinicalworks"), "client", key, List.of(), "")), false, 0);
    return ehr.read(EHR.interfaces().get("fhir").access(elm, elm.interfaces().getFirst()), "Patient",
        sandbox.store().all("Patient").getFirst().id());
  }

  private List<String> published() throws IOException {
    List<String> kids = new ObjectMapper().readTree(keySet().body()).findValuesAsText("kid");
    return List.of("elm", "elm-2").stream().filter(name -> kids.contains(signer.key(name).kid())).toList();
  }

  private Answer keySet() {
    return new DashboardAct(practice.applications, practice.sessions, signer, practice.recordsApi(), practice.reader(),
        Practice.config(true), TimeScale.REAL, practice.clock).answer(practice.get("/.well-known/jwks.json", null, Map.of()));
  }

  private void tellKeys(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    byte[] body = keySet().body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
