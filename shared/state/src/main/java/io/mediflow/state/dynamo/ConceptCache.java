package io.mediflow.state.dynamo;

import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.Concept;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The concepts that were read last, absences too. What lies under a generation in force never changes, so nothing here is stale. */
final class ConceptCache {

  /**
   * Where a code is looked up.
   *
   * @param generation of the release's load, so that a new release is never answered from an old one
   */
  record Place(String release, String generation, Code code) {}

  /** Of concepts and their targets together: some 20 MB with long names. */
  private static final int MOST = 40_000;

  private final int most;
  private final Map<Place, Optional<Concept>> concepts = new LinkedHashMap<>(16, 0.75f, true);
  private int weight;

  ConceptCache() {
    this(MOST);
  }

  ConceptCache(int most) {
    this.most = most;
  }

  /** Of these places those that are known here: with a concept, or with the knowledge that there is none. */
  synchronized Map<Place, Optional<Concept>> known(Collection<Place> places) {
    Map<Place, Optional<Concept>> known = new HashMap<>();
    for (Place place : places) {
      Optional<Concept> concept = concepts.get(place);
      if (concept != null) {
        known.put(place, concept);
      }
    }
    return known;
  }

  synchronized void put(Place place, Optional<Concept> concept) {
    Optional<Concept> before = concepts.put(place, concept);
    weight += weight(concept) - (before == null ? 0 : weight(before));
    Iterator<Optional<Concept>> oldest = concepts.values().iterator();
    while (weight > most) {
      weight -= weight(oldest.next());
      oldest.remove();
    }
  }

  synchronized int weight() {
    return weight;
  }

  private static int weight(Optional<Concept> concept) {
    return 1 + concept.map(one -> one.targets().size()).orElse(0);
  }
}
