package io.mediflow.scheduledpolling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.Listing;
import io.mediflow.model.change.ListingStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.testkit.memory.MemoryListingStore;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListedNamesTest {

  private static final FlowId FLOW = new FlowId("elm", "fhir", RecordType.PATIENT, FlowId.Scope.RECONCILE);

  private final MemoryListingStore listings = new MemoryListingStore();
  private int reads;

  @Test
  void manyPagesAreReadInFewCalls() {
    ListedNames names = listed(new ListedNames(listings, FLOW), 250);
    ListedNames later = new ListedNames(counting(), FLOW);
    assertEquals(Optional.of(Set.of("other")), later.lacking(250, Set.of("name-0", "name-99", "name-100", "name-249", "other")));
    assertEquals(52, reads);
    assertEquals(Optional.of(Set.of("name-120")), names.lacking(120, Set.of("name-119", "name-120")), "those of a longer listing before");
  }

  @Test
  void aListingOfWhichAPartIsGoneSaysNothing() {
    ListedNames names = new ListedNames(listings, FLOW);
    names.keep(0, Set.of("a"));
    names.keep(2, Set.of("c"));
    assertEquals(Optional.empty(), names.lacking(3, Set.of("a")));
    assertEquals(Optional.empty(), listed(new ListedNames(forgetting("page-7"), FLOW), 100).lacking(100, Set.of("name-7")));
  }

  @Test
  void whatIsListedOnceMoreCountsAlone() {
    ListedNames names = listed(new ListedNames(listings, FLOW), 100);
    for (int page = 0; page < 100; page++) {
      names.keep(page, Set.of("new-" + page));
    }
    assertTrue(names.lacking(100, Set.of("name-3", "new-3")).orElseThrow().equals(Set.of("name-3")));
  }

  private static ListedNames listed(ListedNames names, int pages) {
    for (int page = 0; page < pages; page++) {
      names.keep(page, Set.of("name-" + page));
    }
    return names;
  }

  private ListingStore counting() {
    return proxy("");
  }

  private ListingStore forgetting(String subject) {
    return proxy(subject);
  }

  private ListingStore proxy(String forgotten) {
    return (ListingStore) Proxy.newProxyInstance(ListingStore.class.getClassLoader(), new Class<?>[] {ListingStore.class},
        (self, method, arguments) -> {
          boolean read = method.getName().equals("underWay");
          reads += read ? 1 : 0;
          return read && arguments[1].equals(forgotten) ? Optional.<Listing>empty() : method.invoke(listings, arguments);
        });
  }
}
