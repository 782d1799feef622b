package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.record.Crosswalk;
import io.mediflow.model.record.Crosswalk.Kind;
import io.mediflow.model.record.Crosswalk.Lead;
import io.mediflow.model.store.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every crosswalk does. */
public abstract class CrosswalkContract {

  private final String connection = Samples.connection();

  protected abstract Crosswalk crosswalk();

  @Test
  void theFirstLeadOfAnIdHoldsAndIsClosedOnce() {
    Crosswalk crosswalk = crosswalk();
    assertTrue(crosswalk.lead(connection, "a", "b", Kind.JOINED));
    assertFalse(crosswalk.lead(connection, "a", "c", Kind.MERGED));
    assertEquals(Map.of("a", new Lead("b", Kind.JOINED, true)), crosswalk.find(connection, Set.of("a", "b", "c")));
    crosswalk.close(connection, "a");
    crosswalk.close(connection, "c");
    assertEquals(Map.of("a", new Lead("b", Kind.JOINED, false)), crosswalk.find(connection, Set.of("a", "c")));
    assertEquals(Map.of(), crosswalk.find(connection, Set.of()));
    assertEquals(Map.of(), crosswalk.find(Samples.connection(), Set.of("a")));
  }

  @Test
  void leadsMakeNoCircle() {
    Crosswalk crosswalk = crosswalk();
    assertFalse(crosswalk.lead(connection, "a", "a", Kind.JOINED));
    assertTrue(crosswalk.lead(connection, "a", "b", Kind.JOINED));
    assertFalse(crosswalk.lead(connection, "b", "a", Kind.JOINED));
    assertFalse(crosswalk.lead(connection, "c", "a", Kind.JOINED), "who leads is no end: ask again where it leads");
    assertTrue(crosswalk.lead(connection, "b", "c", Kind.MERGED), "a chain, but no circle");
    assertEquals(2, crosswalk.find(connection, Set.of("a", "b")).size());
  }

  @Test
  void knowsWhoRefersPageByPage() {
    Crosswalk crosswalk = crosswalk();
    crosswalk.refer(connection, "r3", List.of("a", "b"));
    crosswalk.refer(connection, "r1", List.of("a"));
    crosswalk.refer(connection, "r1", List.of("a", "a"));
    crosswalk.refer(connection, "r2", Set.of("a"));
    crosswalk.refer(connection, "r4", Set.of());
    assertEquals(List.of("r1", "r2", "r3"), Samples.all(cursor -> crosswalk.referrers(connection, "a", cursor, 2)));
    assertEquals(new Page<>(List.of("r3"), Optional.empty()), crosswalk.referrers(connection, "b", null, 1));
    assertEquals(List.of(), crosswalk.referrers(connection, "c", null, 1).items());
  }
}
