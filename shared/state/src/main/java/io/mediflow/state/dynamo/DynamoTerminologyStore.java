package io.mediflow.state.dynamo;

import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.Concept;
import io.mediflow.model.terminology.Release;
import io.mediflow.model.terminology.TerminologyLoad;
import io.mediflow.model.terminology.TerminologyStore;
import io.mediflow.state.dynamo.ConceptCache.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Releases in the terminology table. A load puts its concepts under a generation of its own; the release's item names the
 * generation in force, so that one write switches all of them. Whoever misses a concept looks again whether that item still
 * names what was read: the concepts of a generation are dropped only after the switch.
 */
public final class DynamoTerminologyStore implements TerminologyStore {

  /** Switches during one read; more than that is no load but a defect. */
  private static final int MOST_SWITCHES = 5;

  private final DynamoDbClient client;
  private final Table table;
  private final ConceptCache cache;

  public DynamoTerminologyStore(DynamoDbClient client, String table) {
    this(client, table, new ConceptCache());
  }

  DynamoTerminologyStore(DynamoDbClient client, String table, ConceptCache cache) {
    this.client = client;
    this.table = new Table(client, table);
    this.cache = cache;
  }

  @Override
  public Map<Code, Concept> find(Set<Code> codes) {
    Set<Code> asked = new HashSet<>(codes);
    asked.removeIf(code -> !ConceptItem.fits(code));
    if (asked.isEmpty()) {
      return Map.of();
    }
    List<ReleaseItem> inForce = inForce();
    for (int attempt = 0; attempt <= MOST_SWITCHES; attempt++) {
      List<Place> places = places(asked, inForce);
      Map<Place, Optional<Concept>> known = cache.known(places);
      List<Place> absent = read(places.stream().filter(place -> !known.containsKey(place)).toList(), known);
      List<ReleaseItem> now = absent.isEmpty() ? inForce : inForce();
      if (now.equals(inForce)) {
        absent.forEach(place -> cache.put(place, Optional.empty()));
        return joined(places, known);
      }
      inForce = now;
    }
    throw new IllegalStateException("releases change faster than they can be read");
  }

  @Override
  public Optional<Release> release(String name) {
    return table.get(Keys.release(name)).map(ReleaseItem::read).map(ReleaseItem::release);
  }

  @Override
  public List<Release> releases() {
    return inForce().stream().map(ReleaseItem::release).toList();
  }

  @Override
  public TerminologyLoad begin(String name) {
    return DynamoTerminologyLoad.begin(client, table, name);
  }

  /** In the order of their names. */
  private List<ReleaseItem> inForce() {
    return table.query(Slice.of(Keys.RELEASES), Integer.MAX_VALUE).stream().map(ReleaseItem::read).toList();
  }

  private static List<Place> places(Set<Code> codes, List<ReleaseItem> releases) {
    List<Place> places = new ArrayList<>();
    for (ReleaseItem one : releases) {
      codes.stream().filter(code -> one.release().systems().contains(code.system()))
          .forEach(code -> places.add(new Place(one.release().name(), one.generation(), code)));
    }
    return places;
  }

  /** Adds what is there to {@code known}, and says what is not there. */
  private List<Place> read(List<Place> places, Map<Place, Optional<Concept>> known) {
    if (places.isEmpty()) {
      return List.of();
    }
    Map<Keys.Key, Place> wanted = new HashMap<>();
    places.forEach(place -> wanted.put(Keys.concept(place.release(), place.generation(), place.code()), place));
    for (Item item : table.get(List.copyOf(wanted.keySet()))) {
      Place place = wanted.remove(new Keys.Key(item.text("pk"), item.text("sk")));
      Optional<Concept> concept = Optional.of(ConceptItem.read(item));
      known.put(place, concept);
      cache.put(place, concept);
    }
    return List.copyOf(wanted.values());
  }

  private static Map<Code, Concept> joined(List<Place> places, Map<Place, Optional<Concept>> known) {
    Map<Code, Concept> joined = new HashMap<>();
    for (Place place : places) {
      known.getOrDefault(place, Optional.empty()).ifPresent(concept -> joined.merge(place.code(), concept, Concept::and));
    }
    return joined;
  }
}
