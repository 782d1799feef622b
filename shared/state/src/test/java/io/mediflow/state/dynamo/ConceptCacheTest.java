package io.mediflow.state.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.Concept;
import io.mediflow.model.terminology.Equivalence;
import io.mediflow.model.terminology.Target;
import io.mediflow.state.dynamo.ConceptCache.Place;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConceptCacheTest {

  private final ConceptCache cache = new ConceptCache(10);

  @Test
  void itForgetsWhatWasReadLongestAgo() {
    for (int one = 0; one < 10; one++) {
      cache.put(place("g", "" + one), Optional.empty());
    }
    assertEquals(1, cache.known(List.of(place("g", "0"))).size(), "read again, so it stays");
    cache.put(place("g", "10"), Optional.empty());
    assertEquals(1, cache.known(List.of(place("g", "0"), place("g", "1"))).size());
    assertTrue(cache.known(List.of(place("g", "1"))).isEmpty());
    assertEquals(10, cache.weight());
  }

  @Test
  void manyTargetsWeighMore() {
    cache.put(place("g", "light"), concept("light", 0));
    cache.put(place("g", "heavy"), concept("heavy", 9));
    assertTrue(cache.known(List.of(place("g", "light"))).isEmpty());
    assertEquals(10, cache.weight());
    cache.put(place("g", "heavy"), concept("heavy", 1));
    assertEquals(2, cache.weight());
    cache.put(place("g", "too heavy"), concept("too heavy", 10));
    assertEquals(0, cache.weight());
  }

  @Test
  void anotherGenerationIsAnotherPlace() {
    cache.put(place("old", "1"), concept("1", 0));
    assertEquals(Map.of(), cache.known(List.of(place("new", "1"))));
  }

  private static Place place(String generation, String code) {
    return new Place("kind", generation, new Code("urn:test", code));
  }

  private static Optional<Concept> concept(String code, int targets) {
    Target target = new Target(new Code("urn:other", "x"), "", Equivalence.WIDER);
    return Optional.of(new Concept(new Code("urn:test", code), code, true, Collections.nCopies(targets, target)));
  }
}
