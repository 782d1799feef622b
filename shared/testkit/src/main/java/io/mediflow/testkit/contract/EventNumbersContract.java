package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.model.change.EventNumbers;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What every store of event numbers does. */
public abstract class EventNumbersContract {

  private static final String ONE = "https://ehr.example/fhir/Subscription/1?a=b#c";

  private final String connection = Samples.connection();

  protected abstract EventNumbers numbers();

  @Test
  void aNumberMovesForwardOnly() {
    EventNumbers numbers = numbers();
    assertEquals(OptionalLong.empty(), numbers.last(connection, "fhir", ONE));
    numbers.reached(connection, "fhir", ONE, 4);
    numbers.reached(connection, "fhir", ONE, 9);
    numbers.reached(connection, "fhir", ONE, 7);
    assertEquals(OptionalLong.of(9), numbers.last(connection, "fhir", ONE));
  }

  @Test
  void aSubscriptionThatBeginsAnewCountsFromThere() {
    EventNumbers numbers = numbers();
    numbers.restarted(connection, "fhir", ONE, 0);
    assertEquals(OptionalLong.of(0), numbers.last(connection, "fhir", ONE));
    numbers.reached(connection, "fhir", ONE, 9);
    numbers.restarted(connection, "fhir", ONE, 2);
    assertEquals(OptionalLong.of(2), numbers.last(connection, "fhir", ONE));
  }

  @Test
  void eachSubscriptionHasItsOwn() {
    EventNumbers numbers = numbers();
    numbers.reached(connection, "fhir", ONE, 9);
    assertEquals(OptionalLong.empty(), numbers.last(connection, "fhir", ONE + "2"));
    assertEquals(OptionalLong.empty(), numbers.last(connection, "other", ONE));
    assertEquals(OptionalLong.empty(), numbers.last(Samples.connection(), "fhir", ONE));
  }
}
