package io.mediflow.scheduledpolling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.model.change.Subscription;
import io.mediflow.model.ehr.SubscriptionEhr.Event;
import io.mediflow.model.ehr.SubscriptionEhr.Held;
import io.mediflow.model.ehr.SubscriptionEhr.State;
import io.mediflow.model.record.RecordType;
import io.mediflow.scheduledpolling.SubscriptionDecision.Gap;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionCareTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final Duration RENEW = Duration.ofDays(3);
  private static final Duration PAUSE = Duration.ofMinutes(5);

  // channel, asked for so long ago, ends in; what is to be done
  @ParameterizedTest
  @CsvSource({
      "same,  PT24H,  P29D,     Look",
      "same,  P27D,   P3D,      Renew",
      "same,  P31D,   -PT1S,    Renew",
      "same,  P27D,   P3DT1S,   Look",
      "same,  PT24H,  ,         Look",
      "other, PT24H,  P29D,     Renew",
      "same,  PT10M,  PT50M,    Look",  // the EHR gave an hour only
      "same,  PT30M,  PT30M,    Renew"})
  void whatIsKnownSaysWhetherItIsRenewed(String channel, Duration ago, Duration left, String expected) {
    Subscription one = new Subscription(RecordType.PATIENT, "Patient?", "7", "active", Optional.ofNullable(left).map(NOW::plus), "same",
        NOW.minus(ago), 0, Optional.of(NOW), true);
    assertEquals(expected, SubscriptionCare.before(Optional.of(one), channel, RENEW, NOW).getClass().getSimpleName());
  }

  @Test
  void whatIsNotKnownIsMade() {
    assertEquals(new SubscriptionDecision.Make(), SubscriptionCare.before(Optional.empty(), "same", RENEW, NOW));
  }

  // status, events that the EHR counts, that came, attempts, asked for so long ago; what is to be done
  @ParameterizedTest
  @CsvSource({
      "active,    4, 4, 0, PT24H,   Well[]",
      "active,    3, 4, 0, PT24H,   Well[]",  // one came meanwhile
      "active,     ,  , 0, PT24H,   Well[]",
      "active,    0,  , 0, PT24H,   Well[]",
      "active,    5, 4, 0, PT24H,   'Gap[since=5, until=5]'",
      "active,    2,  , 0, PT24H,   'Gap[since=1, until=2]'",
      "error,     4, 4, 0, PT0S,    SwitchOn[]",
      "off,       4, 4, 1, PT4M59S, Wait[]",
      "off,       4, 4, 1, PT5M,    SwitchOn[]",
      "error,     4, 4, 2, PT14M,   Wait[]",
      "error,     4, 4, 2, PT15M,   SwitchOn[]",
      "error,     4, 4, 60, PT5H,   Wait[]",
      "error,     4, 4, 60, PT6H,   SwitchOn[]",
      "requested, 0,  , 0, PT1M,    Wait[]",
      "requested, 0,  , 0, PT5M,    SwitchOn[]"})
  void whatTheEhrSaysDecides(String status, Long events, Long came, int attempts, Duration ago, String expected) {
    Subscription one = new Subscription(
        RecordType.PATIENT, "Patient?", "7", "active", Optional.empty(), "same", NOW.minus(ago), attempts, Optional.empty(), true);
    assertEquals(expected,
        SubscriptionCare.after(one, new State(status, number(events)), number(came), PAUSE, NOW).toString());
  }

  @Test
  void aGapIsClosedByEventsThatAreAllThereAndSayWhatTheyAreAbout() {
    Gap gap = new Gap(3, 4);
    assertEquals(true, SubscriptionCare.closes(gap, events(1, 2, 3, 4, 4)));
    assertEquals(false, SubscriptionCare.closes(gap, events(4)));
    assertEquals(false, SubscriptionCare.closes(gap, Stream.concat(events(3).stream(), Stream.of(new Event(4, Optional.empty()))).toList()));
    assertEquals(true, SubscriptionCare.asksFor(new Gap(1, 1000)));
    assertEquals(false, SubscriptionCare.asksFor(new Gap(1, 1001)));
  }

  @Test
  void ofDoublesTheOneThatWorksIsKept() {
    Held other = new Held("1", "Slot?", "https://hooks.example/x", "active", Optional.empty());
    Held broken = new Held("2", "Patient?", "https://hooks.example/x", "error", Optional.empty());
    Held works = new Held("3", "Patient?", "https://hooks.example/x", "active", Optional.empty());
    Held elsewhere = new Held("4", "Patient?", "https://hooks.example/y", "active", Optional.empty());
    assertEquals(List.of(works, broken), SubscriptionCare.same(
        List.of(other, broken, works, elsewhere), "Patient?", URI.create("https://hooks.example/x")));
  }

  private static List<Event> events(long... numbers) {
    return LongStream.of(numbers).mapToObj(one -> new Event(one, Optional.of("Patient/p" + one))).toList();
  }

  private static OptionalLong number(Long one) {
    return one == null ? OptionalLong.empty() : OptionalLong.of(one);
  }
}
