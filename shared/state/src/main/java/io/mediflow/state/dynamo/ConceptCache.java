package io.mediflow.state.dynamo;

import io.mediflow.state.dynamo.ConceptBucket.Concepts;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The buckets that were read last, empty ones too. What lies under a generation in force never changes: nothing here is stale. */
final class ConceptCache {

  /** In bytes of JSON; parsed it takes two or three times as much. */
  private static final int MOST = 10_000_000;
  private static final int WEIGHT_OF_A_KEY = 200;

  private final int most;
  private final Map<ConceptBucket, Concepts> buckets = new LinkedHashMap<>(16, 0.75f, true);
  private int weight;

  ConceptCache() {
    this(MOST);
  }

  ConceptCache(int most) {
    this.most = most;
  }

  /** With its concepts, or with the knowledge that there is none. */
  synchronized Optional<Concepts> get(ConceptBucket bucket) {
    return Optional.ofNullable(buckets.get(bucket));
  }

  synchronized void put(ConceptBucket bucket, Concepts concepts) {
    Concepts before = buckets.put(bucket, concepts);
    weight += weight(concepts) - (before == null ? 0 : weight(before));
    Iterator<Concepts> oldest = buckets.values().iterator();
    while (weight > most) {
      weight -= weight(oldest.next());
      oldest.remove();
    }
  }

  synchronized int weight() {
    return weight;
  }

  private static int weight(Concepts concepts) {
    return WEIGHT_OF_A_KEY + concepts.bytes();
  }
}
