package io.mediflow.scheduledpolling;

import static io.mediflow.scheduledpolling.SubscriptionBench.LISTED;
import static io.mediflow.scheduledpolling.SubscriptionBench.NOON;
import static io.mediflow.scheduledpolling.SubscriptionBench.PATIENTS;
import static io.mediflow.scheduledpolling.SubscriptionBench.SLOTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.Subscription;
import io.mediflow.model.change.SubscriptionStore;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.SubscriptionEhr.Content;
import io.mediflow.model.ehr.SubscriptionEhr.Held;
import io.mediflow.model.ehr.SubscriptionEhr.Wanted;
import io.mediflow.testkit.memory.MemorySecrets;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubscribingTest {

  private final SubscriptionBench bench = new SubscriptionBench();

  /** The worker dies before it keeps what it made. */
  private record Killed() implements SubscriptionStore {

    @Override
    public List<Subscription> of(String connection, String interfaceName) {
      return List.of();
    }

    @Override
    public void put(String connection, String interfaceName, Subscription subscription) {
      throw new IllegalStateException("killed");
    }

    @Override
    public void remove(String connection, String interfaceName, Subscription subscription) {
      throw new IllegalStateException("killed");
    }
  }

  @Test
  void whatIsMissingIsMadeAndIsFreshOnceTheEhrSaysThatItWorks() {
    bench.look(SLOTS);
    assertEquals(List.of("search", "create"), bench.ehr.calls());
    Held made = bench.ehr.held().getFirst();
    assertEquals("Slot?", made.criteria());
    assertEquals("https://hooks.example/hooks/elm/fhir", made.endpoint());
    assertEquals(Optional.of(NOON.plus(Duration.ofDays(30))), made.end());
    assertEquals("X-Hook-Secret: first", bench.ehr.header("1"));
    assertFalse(bench.known(SLOTS).toString().contains("first"), "no secret is kept");
    assertEquals(Optional.empty(), bench.flow(SLOTS).lastCompleteWindow());

    bench.ehr.status("1", "active");
    bench.lookLater(SLOTS);
    assertEquals(List.of("status 1"), bench.ehr.calls());
    Flow fresh = bench.flow(SLOTS);
    assertEquals(Optional.of(NOON.plusSeconds(30)), fresh.lastCompleteWindow());
    assertEquals(Checkpoint.START, fresh.checkpoint());
    assertEquals("active", bench.known(SLOTS).status());
  }

  @Test
  void aKillBetweenMakingAndKeepingMakesNoSecondOne() {
    assertThrows(IllegalStateException.class, () -> bench.look(SLOTS, new Killed(), bench.reached));
    bench.lookLater(SLOTS);
    assertEquals(List.of("search", "create", "search", "update 1"), bench.ehr.calls());
    assertEquals(1, bench.ehr.held().size());
    assertEquals("1", bench.known(SLOTS).id());
  }

  @Test
  void aLostAnswerMakesNoSecondOneEither() {
    bench.ehr.loseAnswer();
    bench.look(SLOTS);
    assertEquals(Optional.of("BROKEN"), bench.flow(SLOTS).failure());
    bench.lookLater(SLOTS);
    assertEquals(1, bench.ehr.held().size());
    assertEquals(Optional.empty(), bench.flow(SLOTS).failure());
  }

  @Test
  void aDoubleIsDeletedAndTheOtherOneKept() {
    for (int made = 0; made < 2; made++) {
      bench.ehr.create(null, new Wanted("Slot?", URI.create("https://hooks.example/hooks/elm/fhir"), "X-Hook-Secret: old", Content.ID_ONLY,
          Duration.ofMinutes(5), NOON.plusSeconds(9)), NOON);
    }
    bench.ehr.status("2", "active");
    bench.look(SLOTS);
    bench.lookLater(SLOTS);
    assertEquals(List.of("create", "create", "search", "delete 1", "search", "update 2"), bench.ehr.calls());
    assertEquals("2", bench.known(SLOTS).id());
  }

  @Test
  void itIsRenewedBeforeItsEndAndGetsTheNewestSecret() {
    bench.subscribed(SLOTS);
    bench.at(NOON.plus(Duration.ofDays(27)));
    bench.look(SLOTS);
    assertEquals(List.of("update 1"), bench.ehr.calls());
    assertEquals(Optional.of(NOON.plus(Duration.ofDays(57))), bench.known(SLOTS).end());

    bench.secrets.with("hook-elm", "second", "first");
    bench.lookLater(SLOTS);
    assertEquals(List.of("update 1"), bench.ehr.calls());
    assertEquals("X-Hook-Secret: second", bench.ehr.header("1"));
  }

  @Test
  void oneThatBreaksIsSwitchedOnAgainEverMoreSeldomAndIsNotFreshMeanwhile() {
    bench.subscribed(SLOTS);
    bench.ehr.status("1", "error");
    bench.lookLater(SLOTS);
    assertEquals(List.of("status 1", "update 1"), bench.ehr.calls());
    assertEquals(1, bench.known(SLOTS).attempts());
    int asked = 0;
    while (bench.clock.instant().isBefore(NOON.plus(Duration.ofHours(48)))) {
      bench.ehr.status("1", "off");
      bench.lookLater(SLOTS);
      asked += (int) bench.ehr.calls().stream().filter("update 1"::equals).count();
    }
    assertTrue(asked > 5 && asked < 20, asked + " attempts in two days");
    assertEquals(Optional.of(NOON.plusSeconds(30)), bench.flow(SLOTS).lastCompleteWindow());
    bench.ehr.status("1", "active");
    bench.lookLater(SLOTS);
    assertEquals(0, bench.known(SLOTS).attempts());
    assertEquals(Optional.of(bench.clock.instant()), bench.flow(SLOTS).lastCompleteWindow());
  }

  @Test
  void oneThatTheEhrEndedIsMadeAnew() {
    bench.subscribed(SLOTS);
    bench.ehr.forget("1");
    bench.lookLater(SLOTS);
    bench.lookLater(SLOTS);
    assertEquals(List.of("status 1", "read 1", "search", "create"), bench.ehr.calls());
    assertEquals("2", bench.known(SLOTS).id());
  }

  @Test
  void whereOnlyTheOperationIsMissingTheSubscriptionIsReadAsItStands() {
    bench.subscribed(SLOTS);
    bench.ehr.failNext(Kind.NOT_FOUND);
    bench.lookLater(SLOTS);
    assertEquals(List.of("status 1", "read 1"), bench.ehr.calls());
    assertEquals("active", bench.known(SLOTS).status());
    assertFalse(bench.known(SLOTS).counts(), "intake leaves no gap to a look that sees none");
    assertEquals(Optional.of(bench.clock.instant()), bench.flow(SLOTS).lastCompleteWindow());
    bench.lookLater(SLOTS);
    assertTrue(bench.known(SLOTS).counts());
  }

  @Test
  void theLastNotificationThatIsLostIsAskedFor() {
    bench.subscribed(PATIENTS);
    bench.numbers.reached("elm", "fhir", "Subscription/1", 1);
    bench.ehr.event("1", "Patient/a");
    bench.ehr.event("1", "https://ehr.example/fhir/Patient/b/_history/2");
    bench.ehr.event("1", "Basic/notFollowedHere");
    bench.ehr.event("1", "Device/d");
    bench.lookLater(PATIENTS);
    assertEquals(List.of("status 1", "events 1 2-4"), bench.ehr.calls());
    assertEquals(List.of("Patient/b"), bench.told());
    assertEquals(OptionalLong.of(4), bench.numbers.last("elm", "fhir", "Subscription/1"));
    assertTrue(bench.flow(LISTED).due().equals(NOON), "nothing was listed for it");
    bench.lookLater(PATIENTS);
    assertEquals(List.of("status 1"), bench.ehr.calls());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "https://inside.invalid/fhir/Patient/b")
  void whatTheEhrDoesNotTellAgainSoThatItCanBeFetchedIsListed(String focus) {
    bench.subscribed(PATIENTS);
    bench.ehr.event("1", "Patient/a");
    bench.ehr.event("1", focus);
    Flow listed = bench.flow(LISTED);
    bench.flows.put(new Flow(listed.id(), listed.checkpoint(), NOON.plus(Duration.ofHours(9)), listed.holder(),
        listed.lastCompleteWindow(), listed.lastNotification(), listed.failure(), listed.version()));
    bench.lookLater(PATIENTS);
    assertEquals(List.of("Patient/a"), bench.told());
    assertEquals(bench.clock.instant(), bench.flow(LISTED).due());
    assertEquals(OptionalLong.of(2), bench.numbers.last("elm", "fhir", "Subscription/1"));
  }

  @Test
  void anEhrThatIsAwayIsAskedSoonAndTheGapStays() {
    bench.subscribed(PATIENTS);
    bench.ehr.event("1", "Patient/a");
    bench.at(bench.flow(PATIENTS).due());
    bench.ehr.failNext(Kind.UNREACHABLE);
    bench.look(PATIENTS);
    assertEquals(Optional.of("UNREACHABLE"), bench.flow(PATIENTS).failure());
    assertEquals(OptionalLong.empty(), bench.numbers.last("elm", "fhir", "Subscription/1"));
    assertEquals(bench.clock.instant().plusSeconds(30), bench.flow(PATIENTS).due());
    bench.lookLater(PATIENTS);
    assertEquals(List.of("Patient/a"), bench.told());
  }

  @Test
  void whatIsPlannedNoMoreIsDeletedThere() {
    bench.subscribed(SLOTS);
    bench.at(bench.flow(SLOTS).due());
    bench.look(SLOTS, bench.store, Map.of());
    assertEquals(List.of("delete 1"), bench.ehr.calls());
    assertEquals(List.of(), bench.store.of("elm", "fhir"));
    assertEquals(List.of(), bench.ehr.held());
  }

  @Test
  void whatWeMayNotDeleteIsLeftToAPersonAndHoldsNothingUp() {
    bench.subscribed(SLOTS);
    bench.at(bench.flow(SLOTS).due());
    bench.ehr.failNext(Kind.FORBIDDEN);
    bench.look(SLOTS, bench.store, Map.of());
    assertEquals(List.of(), bench.store.of("elm", "fhir"));
    assertTrue(bench.flow(SLOTS).failure().isEmpty());
  }

  @Test
  void withoutASecretNothingIsSubscribedTo() {
    bench.secrets = new MemorySecrets();
    bench.look(SLOTS);
    assertEquals(List.of(), bench.ehr.calls());
    assertEquals(Optional.of("NOT_SUPPORTED"), bench.flow(SLOTS).failure());
  }
}
