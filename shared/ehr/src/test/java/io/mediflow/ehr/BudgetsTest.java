package io.mediflow.ehr;

import static io.mediflow.ehr.Bench.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.AuthMechanism;
import io.mediflow.model.ehr.Lane;
import io.mediflow.model.ehr.Limits;
import io.mediflow.model.ehr.Limits.Window;
import io.mediflow.testkit.memory.MemoryBudgetStore;
import io.mediflow.testkit.memory.TestClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetsTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Instant MIDDLE = NOW.plusSeconds(30);

  private final MemoryBudgetStore store = new MemoryBudgetStore();
  private final TestClock clock = new TestClock(MIDDLE);
  private final Budgets budgets = new Budgets(store, clock);

  @Test
  void aLimitIsReachedByAllWorkersTogetherAndBeginsAnewWithTheClock() {
    var access = access("oak", Lane.URGENT, new Window(3, MINUTE));
    var another = new Budgets(store, clock);
    for (var i = 0; i < 3; i++) {
      assertEquals(Optional.empty(), (i % 2 == 0 ? budgets : another).take(access));
    }
    assertEquals(Optional.of(NOW.plusSeconds(62)), budgets.take(access), "two seconds after it, as our clock and its may differ");
    assertEquals(Optional.of(NOW.plusSeconds(62)), another.take(access));
    assertEquals(Optional.empty(), budgets.take(access("elm", Lane.URGENT, new Window(3, MINUTE))), "one practice's trouble");
    clock.advance(Duration.ofSeconds(31));
    assertTrue(budgets.take(access).isPresent(), "the EHR may still count the minute before");
    clock.advance(Duration.ofSeconds(1));
    assertEquals(Optional.empty(), budgets.take(access));
  }

  @Test
  void everyWindowHolds() {
    var access = access("oak", Lane.URGENT, new Window(2, MINUTE), new Window(3, Duration.ofDays(1)));
    assertEquals(2, granted(access, 5));
    clock.advance(MINUTE);
    assertEquals(1, granted(access, 5));
    assertEquals(Optional.of(Instant.parse("2026-03-03T00:00:02Z")), budgets.take(access));
    clock.advance(Duration.ofHours(14));
    assertEquals(2, granted(access, 5));
  }

  @Test
  void aQuietLaneLeavesRoomAndTheLastOneIsSpreadOverTheWindow() {
    var window = new Window(100, MINUTE);
    assertEquals(40, granted(access("oak", Lane.LATER, window), 100), "half of the window is over");
    assertEquals(Optional.of(MIDDLE.plusSeconds(5)), budgets.take(access("oak", Lane.LATER, window)));
    assertEquals(40, granted(access("oak", Lane.SOON, window), 100));
    assertEquals(20, granted(access("oak", Lane.URGENT, window), 100));
    assertEquals(0, granted(access("oak", Lane.PROBE, window), 1));
  }

  @Test
  void whatIsRefusedAsksTheStoreOnceAndWhatHasNoLimitNever() {
    assertEquals(5, granted(access("oak", Lane.URGENT, new Window(5, MINUTE)), 500));
    assertEquals(6, store.questions());
    assertEquals(500, granted(access("elm", Lane.LATER), 500));
    assertEquals(6, store.questions());
  }

  @Test
  void anEhrThatSaysNothingCountsAnewWithItsShortestWindow() {
    assertEquals(Optional.of(NOW.plusSeconds(62)), budgets.countsAnew(
        access("oak", Lane.SOON, new Window(9, Duration.ofDays(1)), new Window(9, MINUTE))));
    assertEquals(Optional.empty(), budgets.countsAnew(access("oak", Lane.SOON, new Window(9, Duration.ofDays(1)))));
    assertEquals(Optional.empty(), budgets.countsAnew(access("oak", Lane.SOON)));
  }

  /** Workers in a crowd, each call under way for a while to an EHR whose clock is not ours: it never counts too many. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theEhrNeverCountsMoreThanItAllows(long seed) {
    var random = new Random(seed);
    var calls = 5 + random.nextInt(60);
    var workers = IntStream.range(0, 6).mapToObj(one -> new Budgets(store, clock)).toList();
    var skew = random.nextInt(-900, 900);
    Map<Long, Integer> counted = new HashMap<>();
    Map<Lane, Integer> granted = new EnumMap<>(Lane.class);
    for (var i = 0; i < 20_000; i++) {
      clock.advance(Duration.ofMillis(random.nextInt(40)));
      // Whoever may take hours asks all the time, whoever waits now and then.
      var lane = random.nextInt(10) > 0 ? Lane.LATER : random.nextBoolean() ? Lane.SOON : Lane.URGENT;
      var access = access("oak", lane, new Window(calls, MINUTE));
      if (workers.get(random.nextInt(6)).take(access).isEmpty()) {
        var arrives = clock.millis() + random.nextInt(1000) + skew;
        counted.merge(Math.floorDiv(arrives, 60_000), 1, Integer::sum);
        granted.merge(lane, 1, Integer::sum);
      }
    }
    counted.forEach((minute, many) -> assertTrue(many <= calls, many + " calls in a minute of " + calls));
    assertTrue(granted.values().stream().mapToInt(one -> one).sum() > 4 * calls, "and does not sit on what is allowed: " + granted);
  }

  /** A bulk load asks without end, on several workers; whoever is in a hurry is refused nothing inside its reserve. */
  @Test
  void whoMayTakeHoursStarvesNobody() throws Exception {
    var window = new Window(100, MINUTE);
    for (var minute = 0; minute < 5; minute++) {
      for (var second = 0; second < 60; second += 3) {
        var crowd = access("oak", Lane.LATER, window);
        Callable<Integer> load = () -> granted(crowd, 50);
        try (var workers = Executors.newFixedThreadPool(4)) {
          workers.invokeAll(List.of(load, load, load, load));
        }
        if (second % 6 == 0 && second < 57) {
          assertEquals(Optional.empty(), budgets.take(access("oak", Lane.URGENT, window)), "at second " + second);
        }
        clock.advance(Duration.ofSeconds(3));
      }
    }
  }

  @Test
  void workersAtOnceTakeNoMoreThanThereIs() throws Exception {
    var access = access("oak", Lane.URGENT, new Window(250, MINUTE));
    try (var pool = Executors.newFixedThreadPool(8)) {
      var tasks = IntStream.range(0, 8).<Callable<Integer>>mapToObj(one -> () -> granted(new Budgets(store, clock), access, 100)).toList();
      var sum = 0;
      for (var one : pool.invokeAll(tasks)) {
        sum += one.get();
      }
      assertEquals(250, sum);
    }
    assertFalse(budgets.take(access).isEmpty());
  }

  private int granted(Access access, int asked) {
    return granted(budgets, access, asked);
  }

  private static int granted(Budgets budgets, Access access, int asked) {
    return (int) IntStream.range(0, asked).filter(one -> budgets.take(access).isEmpty()).count();
  }

  private static Access access(String connection, Lane lane, Window... windows) {
    return new Access(connection, "fhir", URI.create("https://ehr.example/fhir"), AuthMechanism.NONE, "", "", List.of(),
        Duration.ofSeconds(5), new Limits("client", List.of(windows), Set.of()), lane);
  }
}
