package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.model.change.Subscription;
import io.mediflow.model.change.SubscriptionStore;
import io.mediflow.model.record.RecordType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of our subscriptions does. */
public abstract class SubscriptionStoreContract {

  private static final Instant END = Instant.parse("2026-06-01T12:00:00.123Z");

  private final String connection = Samples.connection();

  protected abstract SubscriptionStore subscriptions();

  @Test
  void whatIsPutIsReadAsItWas() {
    SubscriptionStore store = subscriptions();
    assertEquals(List.of(), store.of(connection, "fhir"));
    Subscription bare = new Subscription(
        RecordType.PATIENT, "Patient?active=true#|x", "7", "requested", Optional.empty(), "ab", END, 0, Optional.empty(), false);
    store.put(connection, "fhir", bare);
    assertEquals(List.of(bare), store.of(connection, "fhir"));
    Subscription full = new Subscription(
        RecordType.PATIENT, bare.criteria(), "8", "active", Optional.of(END), "cd", END, 3, Optional.of(END.minusSeconds(9)), true);
    store.put(connection, "fhir", full);
    assertEquals(List.of(full), store.of(connection, "fhir"));
  }

  @Test
  void eachTypeCriteriaInterfaceAndConnectionHasItsOwn() {
    SubscriptionStore store = subscriptions();
    Subscription one = one(RecordType.PATIENT, "urn:topic:1");
    Subscription two = one(RecordType.PATIENT, "urn:topic:2");
    Subscription three = one(RecordType.APPOINTMENT, "urn:topic:1");
    List.of(one, two, three).forEach(any -> store.put(connection, "fhir", any));
    store.put(connection, "fhir2", one);
    assertEquals(Set.of(one, two, three), Set.copyOf(store.of(connection, "fhir")));
    assertEquals(List.of(one), store.of(connection, "fhir2"));
    assertEquals(List.of(), store.of(Samples.connection(), "fhir"));
    store.remove(connection, "fhir", two);
    store.remove(connection, "fhir", two);
    assertEquals(Set.of(one, three), Set.copyOf(store.of(connection, "fhir")));
  }

  private static Subscription one(RecordType type, String criteria) {
    return new Subscription(type, criteria, "7", "active", Optional.empty(), "ab", END, 0, Optional.empty(), false);
  }
}
