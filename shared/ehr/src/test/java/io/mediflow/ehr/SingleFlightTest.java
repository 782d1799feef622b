package io.mediflow.ehr;

import static io.mediflow.ehr.Bench.NOW;
import static io.mediflow.ehr.Bench.done;
import static io.mediflow.ehr.Bench.kind;
import static io.mediflow.ehr.Bench.signed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrResource;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.TokenStore;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SingleFlightTest {

  private final Bench bench = new Bench();
  private SmartServer server;

  @BeforeEach
  void start() throws IOException {
    server = new SmartServer();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void eightWorkersAskOnce() throws Exception {
    var access = signed(server.base(), "ec");
    var slow = new CountDownLatch(1);
    server.tokenAnswer = out -> {
      try {
        slow.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      return server.token(300).carryOut(out);
    };
    var watched = new WatchedStore(bench.tokens);
    try (var workers = Executors.newFixedThreadPool(8)) {
      var results = new ArrayList<Future<EhrResult<EhrResource>>>();
      for (var i = 0; i < 8; i++) {
        var worker = bench.another(watched);
        results.add(workers.submit(() -> worker.read(access, "Patient", "1")));
      }
      var deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
      while (watched.turnedAway().size() < 7 && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      slow.countDown();
      for (var result : results) {
        done(result.get());
      }
    }
    assertEquals(7, watched.turnedAway().size(), "all eight were there before the token was");
    assertEquals(1, server.tokenCalls());
    assertEquals(8, server.http.requests("/Patient/1").size());
  }

  /** Notes who was refused the lease. */
  private record WatchedStore(TokenStore store, Set<String> turnedAway) implements TokenStore {

    WatchedStore(TokenStore store) {
      this(store, ConcurrentHashMap.newKeySet());
    }

    @Override
    public Optional<TokenState> find(String key) {
      return store.find(key);
    }

    @Override
    public boolean lease(String key, String holder, Instant now, Instant until) {
      var taken = store.lease(key, holder, now, until);
      if (!taken) {
        turnedAway.add(holder);
      }
      return taken;
    }

    @Override
    public void put(String key, String holder, TokenState state) {
      store.put(key, holder, state);
    }
  }

  @Test
  void aHolderThatDiedIsFollowedByAnother() {
    var access = signed(server.base(), "ec");
    assertTrue(bench.tokens.lease(TokenKey.of(access), "dead", NOW, NOW.plusSeconds(1)));
    var patient = new Access(
        "oak", "fhir", access.base(), access.auth(), access.clientId(), "ec", access.scopes(), Duration.ofMillis(200));
    assertEquals(Kind.UNAUTHENTICATED, kind(bench.ehr.read(patient, "Patient", "1")), "waits boundedly");
    assertEquals(0, server.http.requests().size());
    bench.clock.advance(Duration.ofSeconds(2));
    done(read(access));
  }

  @Test
  void aRejectedTokenOfManyWorkersIsReplacedOnce() throws Exception {
    var access = signed(server.base(), "ec");
    done(read(access));
    server.taken = "t2";
    try (var workers = Executors.newFixedThreadPool(8)) {
      var results = new ArrayList<Future<EhrResult<EhrResource>>>();
      for (var i = 0; i < 8; i++) {
        results.add(workers.submit(() -> bench.ehr.read(access, "Patient", "1")));
      }
      for (var result : results) {
        done(result.get());
      }
    }
    assertEquals(2, server.tokenCalls());
  }

  @Test
  void spreadsTheRefreshesOfManyConnections() {
    var at = new HashSet<Instant>();
    for (var i = 0; i < 10; i++) {
      var access = signed(server.base(), "ec");
      var one = new Access("oak-" + i, "fhir", access.base(), access.auth(), "c", "ec", access.scopes(), access.timeout());
      done(bench.ehr.authenticate(one));
      at.add(bench.tokens.find(TokenKey.of(one)).orElseThrow().refreshAt());
    }
    assertTrue(at.size() > 5, "refreshed all at once: " + at);
    at.forEach(one -> assertTrue(!one.isBefore(NOW.plusSeconds(210)) && !one.isAfter(NOW.plusSeconds(270)), one::toString));
  }

  private EhrResult<EhrResource> read(Access access) {
    return bench.ehr.read(access, "Patient", "1");
  }
}
