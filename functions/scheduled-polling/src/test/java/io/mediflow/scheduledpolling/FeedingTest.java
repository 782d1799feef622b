package io.mediflow.scheduledpolling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.change.FlowWindow;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.AuthMechanism;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.FeedEhr;
import io.mediflow.model.ehr.RestSpec;
import io.mediflow.model.ehr.RestSpec.Documents;
import io.mediflow.model.ehr.RestSpec.Times;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Facts;
import io.mediflow.packages.FlowPlan;
import io.mediflow.packages.Format;
import io.mediflow.packages.InterfaceSpec;
import io.mediflow.packages.MappingTable;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec;
import io.mediflow.packages.RecordSpec.ChangeStrategy;
import io.mediflow.testkit.ehr.MemoryBulk;
import io.mediflow.testkit.ehr.MemoryEhr;
import io.mediflow.testkit.ehr.MemoryFeed;
import io.mediflow.testkit.ehr.MemoryFeed.Verb;
import io.mediflow.testkit.memory.MemoryConnectionStore;
import io.mediflow.testkit.memory.MemoryFlowStore;
import io.mediflow.testkit.memory.MemoryListingStore;
import io.mediflow.testkit.memory.MemoryQueues;
import io.mediflow.testkit.memory.MemoryRosterStore;
import io.mediflow.testkit.memory.TestClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedingTest {

  private static final Instant NOON = Instant.parse("2026-03-02T17:00:00Z");
  private static final FlowId VISITS = new FlowId("elm", "own", RecordType.APPOINTMENT, Scope.WHOLE);

  private final TestClock clock = new TestClock(NOON);
  private final MemoryConnectionStore connections = new MemoryConnectionStore();
  private final MemoryFlowStore flows = new MemoryFlowStore();
  private final MemoryQueues queues = new MemoryQueues();
  private final MemoryFeed feed = new MemoryFeed(clock);

  /** What the practice's EHR holds, and what applications see. */
  private final Map<String, Integer> theirs = new HashMap<>();
  private final Map<String, Integer> ours = new HashMap<>();

  private boolean leaves = true;
  private int steps;
  private int killAt;
  private boolean killBefore;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aQuietPollCostsOneCallAndAWindowIsWhole(boolean leave) {
    begin(leave);
    run();
    assertTrue(flow().lastCompleteWindow().isPresent());
    feed.forgetCalls();
    later(Duration.ofMinutes(5));
    run();
    assertEquals(List.of(leave ? Verb.LOOK : Verb.TAKE), feed.calls());
    assertEquals(Optional.of(clock.instant()), flow().lastCompleteWindow());
    assertEquals(List.of(), queues.changes);
  }

  @Test
  void whatWaitsIsQueuedBeforeItIsTakenAndNothingTwice() {
    begin(true);
    run();
    feed.forgetCalls();
    change("1");
    change("1");
    feed.beforeTake(() -> {
      assertEquals(List.of("1"), queues.changes.stream().map(Change::sourceId).toList(), "one id of a page once");
      assertTrue(queues.changes.getFirst().body().contains("\"v\":2"), "in its last state");
      change("2");
    });
    later(Duration.ofMinutes(5));
    run();
    assertEquals(List.of(Verb.LOOK, Verb.TAKE), feed.calls());
    assertEquals(List.of("1", "2"), queues.changes.stream().map(Change::sourceId).toList(), "what came in between is queued, too");
    assertEquals(0, feed.waiting());
  }

  @Test
  void documentsOfSomethingElseAreTakenAndLeftOut() {
    begin(true);
    run();
    feed.change(new EhrPage.Entry("", "9", Optional.empty(), "{}".getBytes(UTF_8)));
    later(Duration.ofMinutes(5));
    run();
    assertEquals(0, feed.waiting());
    assertEquals(List.of(), queues.changes);
  }

  @Test
  void whatHasBecomeSomethingElseIsNotQueuedAsItWas() {
    begin(true);
    run();
    change("1");
    feed.change(new EhrPage.Entry("", "1", Optional.empty(), "{}".getBytes(UTF_8)));
    change("2");
    later(Duration.ofMinutes(5));
    run();
    assertEquals(List.of("2"), queues.changes.stream().map(Change::sourceId).toList());
  }

  @Test
  void aLongFeedIsHandedOnAndComesToItsEnd() {
    begin(true);
    run();
    IntStream.range(0, 100).forEach(one -> change("p" + one));
    later(Duration.ofMinutes(5));
    feed.forgetCalls();
    settle();
    assertEquals(theirs, ours);
    assertFalse(feed.calls().contains(Verb.TAKEN), "what is handed on is in no doubt");
    assertTrue(queues.windows.size() > 5, "runs are bounded");
  }

  @ParameterizedTest
  @EnumSource(names = {"BROKEN", "SERVER_ERROR", "MALFORMED", "UNREACHABLE"})
  void anAnswerThatIsLostIsFoundAgain(Kind kind) {
    begin(false);
    run();
    later(Duration.ofMinutes(5));
    IntStream.range(0, 8).forEach(one -> change("p" + one));
    feed.loseNext(Verb.TAKE, kind);
    run();
    assertEquals(Optional.of(kind.name()), flow().failure());
    assertEquals(List.of(), queues.changes);
    change("p1"); // what is read again is as it is now, and not as it was told
    feed.failNext(Verb.FOLLOW, Kind.NOT_FOUND);
    settle();
    assertEquals(theirs, ours);
    assertTrue(flow().failure().isEmpty());
  }

  @ParameterizedTest
  @EnumSource(names = {"MALFORMED", "NOT_FOUND"})
  void whatIsNoAnswerIsARefusalAfterHoursOnly(Kind kind) {
    begin(false);
    run();
    later(Duration.ofMinutes(5));
    change("kept");
    feed.loseNext(Verb.TAKE, Kind.BROKEN);
    run();
    for (int odd = 0; odd < 5; odd++) {
      feed.failNext(Verb.TAKEN, kind);
      later(Duration.ofMinutes(5));
      run();
    }
    assertEquals(0, flow().checkpoint().walk().skipped(), "a page of maintenance gives nothing up");
    assertEquals(Optional.of(kind.name()), flow().failure());

    later(Duration.ofHours(6));
    for (int odd = 0; odd < 3; odd++) {
      feed.failNext(Verb.TAKEN, kind);
      later(Duration.ofMinutes(5));
      run();
    }
    assertEquals(1, flow().checkpoint().walk().skipped());
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSED", "GONE"})
  void anEhrThatWillNotTellAgainWhatItGaveDoesNotStopItsFeed(Kind kind) {
    begin(false);
    run();
    later(Duration.ofMinutes(5));
    change("lost");
    feed.loseNext(Verb.TAKE, Kind.BROKEN);
    run();
    for (int refused = 0; refused < 3; refused++) {
      feed.failNext(Verb.TAKEN, kind);
      later(Duration.ofMinutes(5));
      change("p" + refused);
      run();
    }
    assertEquals(List.of("p0", "p1", "p2"), queues.changes.stream().map(Change::sourceId).toList());
    assertEquals(1, flow().checkpoint().walk().skipped(), "the gap is counted");
    assertTrue(flow().failure().isEmpty());

    later(Duration.ofMinutes(5));
    change("found");
    feed.loseNext(Verb.TAKE, Kind.BROKEN);
    run();
    later(Duration.ofMinutes(5));
    run();
    assertEquals("found", queues.changes.getLast().sourceId(), "what is in doubt later is asked for from the gap on");
    assertEquals(1, flow().checkpoint().walk().skipped(), "and the gap stays to be seen");
    assertFalse(queues.changes.stream().anyMatch(one -> one.sourceId().equals("lost")));
  }

  @ParameterizedTest
  @EnumSource(names = {"UNREACHABLE", "FORBIDDEN"})
  void anOutageOrAMissingPermissionIsNoRefusalHoweverLong(Kind kind) {
    begin(false);
    run();
    later(Duration.ofMinutes(5));
    change("p1");
    feed.loseNext(Verb.TAKE, Kind.BROKEN);
    run();
    for (int away = 0; away < 10; away++) {
      feed.failNext(Verb.TAKEN, kind);
      later(Duration.ofMinutes(5));
      run();
    }
    settle();
    assertEquals(theirs, ours);
    assertEquals(0, flow().checkpoint().walk().skipped());
  }

  @Test
  void whatWasRefusedIsInNoDoubt() {
    begin(false);
    run();
    later(Duration.ofMinutes(5));
    feed.forgetCalls();
    feed.failNext(Verb.TAKE, Kind.THROTTLED);
    run();
    later(Duration.ofMinutes(5));
    run();
    assertEquals(List.of(Verb.TAKE, Verb.TAKE), feed.calls());
  }

  @Test
  void aFeedThatTheEhrDoesNotKeepFailsItsWindow() {
    begin(true);
    feed.failNext(Verb.SUBSCRIBE, Kind.FORBIDDEN);
    run();
    assertEquals(Optional.of("FORBIDDEN"), flow().failure());
    assertEquals(List.of(Verb.SUBSCRIBE), feed.calls());
    settle();
    assertTrue(flow().lastCompleteWindow().isPresent());
  }

  @Test
  void whatAKilledFirstWindowTookIsFoundThoughTheFeedIsRefusedAfterwards() {
    begin(false);
    feed.failNext(Verb.TAKE, Kind.THROTTLED);
    run();
    IntStream.range(0, 8).forEach(one -> change("p" + one));
    later(Duration.ofMinutes(5));
    feed.loseNext(Verb.TAKE, Kind.BROKEN);
    run();
    assertEquals(Optional.of("BROKEN"), flow().failure());
    later(Duration.ofMinutes(5));
    feed.failNext(Verb.SUBSCRIBE, Kind.SERVER_ERROR);
    run();
    assertEquals(Optional.of("SERVER_ERROR"), flow().failure());
    settle();
    assertEquals(theirs, ours);
  }

  /** Killed before and after each call of feed, queue and store, at any of them: nothing is missed, and nothing goes back to what it was. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWorkerThatDiesAnywhereLosesNothing(boolean leave) {
    begin(leave);
    int most = 0;
    int[] between = {0};
    feed.beforeTake(() -> change("q" + ++between[0] % 7)); // between a look and a take, too
    for (int round = 0; round < 80; round++) {
      settle();
      assertEquals(theirs, ours, "after round " + round);
      for (int one = 0; one < 1 + round % 9; one++) {
        change("p" + (round * 7 + one * 3) % 11);
      }
      later(Duration.ofMinutes(5));
      steps = 0;
      killAt = 1 + round / 2;
      killBefore = round % 2 == 0;
      try {
        run();
      } catch (IllegalStateException killed) {
        most = Math.max(most, killAt);
      }
      killAt = 0;
    }
    settle();
    assertEquals(theirs, ours);
    assertTrue(most >= 9, "every step of a run was killed: " + most);
    assertEquals(0, feed.waiting());
  }

  @Test
  void theKillerKills() {
    begin(true);
    killAt = 1;
    killBefore = true;
    assertThrows(IllegalStateException.class, this::run);
  }

  private void begin(boolean leave) {
    leaves = leave;
    connections.put(new Connection("elm", "Practice elm", "made", 1, ZoneId.of("America/New_York"), List.of(
        new EhrInterface("own", URI.create("https://ehr.example/v1"), "client", "key-1", List.of(), "")), false, 0));
    FlowPlan.flows(connections.find("elm").orElseThrow(), ehr(), NOON).forEach(flows::put);
    assertEquals(Optional.of(VISITS), flows.find(VISITS).map(Flow::id));
  }

  private void change(String id) {
    int version = theirs.merge(id, 1, Integer::sum);
    feed.change(new EhrPage.Entry("visit", id, Optional.empty(), ("{\"visits\":[{\"id\":\"" + id + "\",\"v\":" + version + "}]}").getBytes(UTF_8)));
  }

  /** Runs windows until the last one was whole, and maps what is queued as change-mapping does: a hint is read anew. */
  private void settle() {
    for (int run = 0; run < 100; run++) {
      run();
      MemoryQueues.drain(queues.changes).forEach(this::map);
      if (flow().checkpoint().started().isEmpty() && flow().failure().isEmpty() && feed.waiting() == 0) {
        return;
      }
      later(Duration.ofMinutes(5));
    }
    throw new AssertionError("no window comes to its end");
  }

  private void map(Change change) {
    int version = change.body() == null ? theirs.get(change.sourceId())
        : Integer.parseInt(change.body().replaceAll(".*\"v\":(\\d+).*", "$1"));
    int before = ours.getOrDefault(change.sourceId(), 0);
    assertTrue(version >= before, "a record went back to what it was");
    ours.put(change.sourceId(), version);
  }

  private Flow flow() {
    return flows.find(VISITS).orElseThrow();
  }

  private void later(Duration time) {
    clock.advance(time);
  }

  private void run() {
    ScheduledPollingConfig settings = Sample.Settings.usual();
    FlowStore store = killing(FlowStore.class, flows);
    ChangeQueue changes = killing(ChangeQueue.class, queues.changeQueue);
    FlowLease lease = new FlowLease(store, settings, clock);
    MemoryEhr none = new MemoryEhr(clock);
    Feeding feeding = new Feeding(lease, killing(FeedEhr.class, feed), changes, queues.pollQueue, settings, TimeScale.REAL, clock);
    new ScheduledPollingAct(store, connections, new Packages(List.of(ehr())), none, changes, queues.pollQueue, lease,
        new Relisting(lease, new MemoryRosterStore(), new MemoryListingStore(), none, changes, queues.pollQueue, settings, TimeScale.REAL, clock),
        new Exporting(lease, store, new MemoryBulk(), changes, queues.pollQueue, settings, TimeScale.REAL, clock), feeding,
        SubscriptionBench.idle(lease, store, settings, clock), settings, TimeScale.REAL, clock)
        .run(new FlowWindow("elm", VISITS.label()), clock.instant().plusSeconds(25));
  }

  /** A port whose calls are counted, and at one of which the worker dies. */
  private <T> T killing(Class<T> port, T real) {
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
      boolean now = ++steps == killAt;
      if (now && killBefore) {
        throw new IllegalStateException("the worker is killed");
      }
      try {
        Object done = method.invoke(real, arguments);
        if (now) {
          throw new IllegalStateException("the worker is killed");
        }
        return done;
      } catch (InvocationTargetException failed) {
        throw failed.getCause();
      }
    }));
  }

  private EhrPackage ehr() {
    RestSpec.Feed spec = new RestSpec.Feed("visits/changed", leaves ? Optional.of("keep=true") : Optional.empty(), "since={from}&until={to}",
        new Times("MM/dd/yyyy HH:mm:ss", ZoneId.of("America/New_York")), Optional.of("visits/changed/subscription"));
    RestSpec rest = new RestSpec(Optional.empty(), "sites", List.of(), Optional.empty(), Map.of("visit", new Documents(
        "visits", "id", Optional.empty(), Optional.of("visits/{id}"), Optional.of(spec))));
    InterfaceSpec own = new InterfaceSpec("own", Format.JSON, AuthMechanism.NONE, List.of(), Duration.ofSeconds(5), Optional.empty(), List.of(),
        Optional.empty(), Optional.empty(), Map.of(), Map.of(), Optional.of(rest));
    RecordSpec visits = new RecordSpec(RecordType.APPOINTMENT, "own",
        new MappingTable(RecordType.APPOINTMENT, Format.JSON, List.of("visit"), Optional.empty(), List.of()), Set.of(ChangeStrategy.CHANGED_FEED),
        "", 3, Duration.ofMinutes(2), Duration.ofMinutes(5), "", Optional.empty(), Optional.empty(), Optional.of(spec));
    return new EhrPackage("made", "1.0.0", "Made", Map.of("own", own), List.of(visits), Map.of(), Map.of(), List.of(), Facts.NONE);
  }
}
