package io.mediflow.state.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.state.dynamo.ConceptBucket.Concepts;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConceptCacheTest {

  private final ConceptCache cache = new ConceptCache(10_000);

  @Test
  void itForgetsWhatWasReadLongestAgo() {
    for (int one = 0; one < 10; one++) {
      cache.put(bucket("g", one), ofBytes(800));
    }
    assertTrue(cache.get(bucket("g", 0)).isPresent(), "read again, so it stays");
    cache.put(bucket("g", 10), Concepts.NONE);
    assertTrue(cache.get(bucket("g", 0)).isPresent());
    assertTrue(cache.get(bucket("g", 1)).isEmpty());
    assertEquals(Optional.of(Concepts.NONE), cache.get(bucket("g", 10)), "that there is none is known too");
    assertEquals(9 * 1000 + 200, cache.weight());
  }

  @Test
  void aBucketWeighsWhatItHolds() {
    cache.put(bucket("g", 1), Concepts.NONE);
    cache.put(bucket("g", 2), ofBytes(9_700));
    assertTrue(cache.get(bucket("g", 1)).isEmpty());
    assertEquals(9_900, cache.weight());
    cache.put(bucket("g", 2), ofBytes(100));
    assertEquals(300, cache.weight());
    cache.put(bucket("g", 3), ofBytes(9_900));
    assertEquals(0, cache.weight(), "what is too large for it is not kept");
  }

  @Test
  void anotherGenerationIsAnotherBucket() {
    cache.put(bucket("old", 1), ofBytes(1));
    assertTrue(cache.get(bucket("new", 1)).isEmpty());
  }

  private static ConceptBucket bucket(String generation, int number) {
    return new ConceptBucket("kind", generation, number);
  }

  private static Concepts ofBytes(int bytes) {
    return new Concepts(Map.of(), bytes);
  }
}
