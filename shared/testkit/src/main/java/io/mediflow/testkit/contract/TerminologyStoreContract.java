package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.CodeSystems;
import io.mediflow.model.terminology.Concept;
import io.mediflow.model.terminology.Equivalence;
import io.mediflow.model.terminology.Release;
import io.mediflow.model.terminology.Target;
import io.mediflow.model.terminology.Terminology;
import io.mediflow.model.terminology.TerminologyLoad;
import io.mediflow.model.terminology.TerminologyStore;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of loaded releases does. Each test has a code system of its own, so that tests may share one store. */
public abstract class TerminologyStoreContract {

  private final String system = "urn:test:" + Samples.connection();
  private final String name = "kind-" + system;

  /** The same store at each call within a test. */
  protected abstract TerminologyStore store();

  @Test
  void aLoadIsSeenWhenItIsFinishedAndNotBefore() {
    TerminologyStore store = store();
    Concept full = new Concept(code("1"), "One, \u00e4 name", true, List.of(
        new Target(new Code("urn:other", "a|b"), "Other", Equivalence.WIDER, "when it is so"),
        new Target(new Code("urn:other", "c"), "", Equivalence.EQUIVALENT)));
    Concept bare = new Concept(code("2"), "", false, List.of());
    try (TerminologyLoad load = store.begin(name)) {
      load.put(List.of(full, bare));
      assertEquals(Map.of(), store.find(Set.of(code("1"), code("2"))));
      assertEquals(Optional.empty(), store.release(name));
      Release release = load.finish(origin("2026"), Samples.NOON);
      assertEquals(new Release(name, origin("2026"), Samples.NOON, 2, Set.of(system)), release);
    }
    assertEquals(Map.of(code("1"), full, code("2"), bare), store.find(Set.of(code("1"), code("2"), code("3"))));
    assertEquals(Optional.of(origin("2026")), store.release(name).map(Release::origin));
    assertTrue(store.releases().contains(store.release(name).orElseThrow()));
  }

  @Test
  void whatAWholeSystemLacksIsKnown() {
    TerminologyStore store = store();
    Code listed = new Code(CodeSystems.CVX, name);
    Code lacked = new Code(CodeSystems.CVX, name + "?");
    load(store, name, "2026", new Concept(listed, "One", true, List.of()), concept("1", "of a system that nobody lists whole"));
    Terminology about = store.about(Set.of(listed, lacked, code("2")));
    assertFalse(about.lacks(listed));
    assertTrue(about.lacks(lacked));
    assertFalse(about.lacks(code("2")));
  }

  @Test
  void aNewReleaseTakesThePlaceOfTheOldOneWhole() {
    TerminologyStore store = store();
    load(store, name, "2025", concept("1", "old"), concept("gone", "old"));
    assertEquals(2, store.find(Set.of(code("1"), code("gone"), code("new"))).size());
    load(store, name, "2026", concept("1", "newer"), concept("new", "newer"));
    assertEquals(Map.of(code("1"), concept("1", "newer"), code("new"), concept("new", "newer")),
        store.find(Set.of(code("1"), code("gone"), code("new"))));
    assertEquals("2026", store.release(name).orElseThrow().origin().version());
    assertEquals(1, store.releases().stream().filter(one -> one.name().equals(name)).count());
  }

  @Test
  void anUnfinishedLoadLeavesTheOldReleaseInForce() {
    TerminologyStore store = store();
    load(store, name, "2025", concept("1", "old"));
    try (TerminologyLoad given = store.begin(name)) {
      given.put(List.of(concept("1", "half")));
    }
    store.begin(name).put(List.of(concept("1", "killed"), concept("2", "killed"))); // never closed
    assertEquals(Map.of(code("1"), concept("1", "old")), store.find(Set.of(code("1"), code("2"))));
    load(store, name, "2026", concept("1", "again"));
    assertEquals(Map.of(code("1"), concept("1", "again")), store.find(Set.of(code("1"), code("2"))));
  }

  @Test
  void theLoadThatBeganLastIsTheOnlyOne() {
    TerminologyStore store = store();
    try (TerminologyLoad first = store.begin(name)) {
      first.put(List.of(concept("1", "first")));
      TerminologyLoad second = store.begin(name);
      assertThrows(TerminologyLoad.Superseded.class, () -> first.put(List.of(concept("2", "first"))));
      assertThrows(TerminologyLoad.Superseded.class, () -> first.finish(origin("1"), Samples.NOON));
      first.close();
      second.put(List.of(concept("1", "second")));
      second.finish(origin("2"), Samples.NOON);
      second.close();
    }
    assertEquals(Map.of(code("1"), concept("1", "second")), store.find(Set.of(code("1"), code("2"))));
  }

  @Test
  void twoReleasesThatKnowACodeAreJoined() {
    TerminologyStore store = store();
    Target left = new Target(new Code("urn:other", "l"), "", Equivalence.WIDER);
    Target right = new Target(new Code("urn:other", "r"), "", Equivalence.INEXACT);
    load(store, name + "-a", "1", new Concept(code("1"), "", true, List.of(left)));
    load(store, name + "-b", "1", new Concept(code("1"), "Named", false, List.of(left, right)));
    assertEquals(new Concept(code("1"), "Named", false, List.of(left, right)), store.find(Set.of(code("1"))).get(code("1")));
  }

  @Test
  void moreCodesThanOneBatchTakesAreFoundTogether() {
    TerminologyStore store = store();
    Concept[] many = IntStream.range(0, 260).mapToObj(one -> concept("c" + one, "name " + one)).toArray(Concept[]::new);
    load(store, name, "1", many);
    Set<Code> asked = new HashSet<>();
    IntStream.range(0, 300).forEach(one -> asked.add(code("c" + one)));
    assertEquals(260, store.find(asked).size());
    assertEquals("name 259", store.find(asked).get(code("c259")).display());
    assertEquals(260, store.release(name).orElseThrow().concepts());
  }

  @Test
  void anythingMayBeAskedFor() {
    TerminologyStore store = store();
    load(store, name, "1", concept("1", "one"));
    Set<Code> odd = Set.of(code(""), code(" "), code("#|~"), code("\u0661"), code("x".repeat(5000)), new Code("", ""), new Code("urn:none", "1"));
    assertEquals(Map.of(), store.find(odd));
    assertEquals(Map.of(), store.find(Set.of()));
    assertFalse(store.releases().isEmpty());
  }

  private void load(TerminologyStore store, String as, String version, Concept... concepts) {
    try (TerminologyLoad load = store.begin(as)) {
      load.put(List.of(concepts));
      load.finish(origin(version), Samples.NOON);
    }
  }

  private Code code(String code) {
    return new Code(system, code);
  }

  private Concept concept(String code, String display) {
    return new Concept(code(code), display, true, List.of());
  }

  private static Release.Origin origin(String version) {
    return new Release.Origin(version, "file.txt", "00ff", Optional.of(new Release.Acknowledgement("someone", Samples.NOON)));
  }
}
