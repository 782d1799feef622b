package io.mediflow.state.dynamo;

import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.Concept;
import io.mediflow.model.terminology.Release;
import io.mediflow.model.terminology.TerminologyLoad;
import io.mediflow.model.terminology.TerminologyStore;
import io.mediflow.state.dynamo.ConceptBucket.Concepts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Releases in the terminology table. A load puts its concepts under a generation of its own; the release's item names the
 * generation in force, so that one write switches all of them. Whoever misses a bucket of concepts looks again whether that item
 * still names what was read: a generation is dropped only after the switch.
 */
public final class DynamoTerminologyStore implements TerminologyStore {

  /** Switches during one read; more than that is no load but a defect. */
  private static final int MOST_SWITCHES = 5;

  private final DynamoDbClient client;
  private final Table table;
  private final Path temporary;
  private final ConceptCache cache = new ConceptCache();

  public DynamoTerminologyStore(DynamoDbClient client, String table) {
    this(client, table, Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** @param temporary folder in which a load may put files that go with it */
  public DynamoTerminologyStore(DynamoDbClient client, String table, Path temporary) {
    this.client = client;
    this.table = new Table(client, table);
    this.temporary = temporary;
  }

  @Override
  public Map<Code, Concept> find(Set<Code> codes) {
    if (codes.isEmpty()) {
      return Map.of();
    }
    List<ReleaseItem> inForce = inForce();
    for (int attempt = 0; attempt <= MOST_SWITCHES; attempt++) {
      Map<ConceptBucket, Set<Code>> wanted = wanted(codes, inForce);
      Map<Code, List<Concept>> found = new HashMap<>();
      Set<ConceptBucket> absent = read(wanted, found);
      List<ReleaseItem> now = absent.isEmpty() ? inForce : inForce();
      if (now.equals(inForce)) {
        absent.forEach(bucket -> cache.put(bucket, Concepts.NONE));
        return joined(found);
      }
      inForce = now;
    }
    throw new IllegalStateException("releases change faster than they can be read");
  }

  @Override
  public Optional<Release> release(String name) {
    return table.get(Keys.release(name)).flatMap(ReleaseItem::read).map(ReleaseItem::release);
  }

  @Override
  public List<Release> releases() {
    return inForce().stream().map(ReleaseItem::release).toList();
  }

  @Override
  public TerminologyLoad begin(String name) {
    return DynamoTerminologyLoad.begin(client, table, name, temporary);
  }

  /** In the order of their names. */
  private List<ReleaseItem> inForce() {
    return table.query(Slice.of(Keys.RELEASES), Integer.MAX_VALUE).stream().map(ReleaseItem::read).flatMap(Optional::stream).toList();
  }

  /** By bucket, in the order of the releases' names. */
  private static Map<ConceptBucket, Set<Code>> wanted(Set<Code> codes, List<ReleaseItem> releases) {
    Map<ConceptBucket, Set<Code>> wanted = new LinkedHashMap<>();
    for (ReleaseItem one : releases) {
      codes.stream().filter(code -> one.release().systems().contains(code.system()))
          .forEach(code -> wanted.computeIfAbsent(one.bucket(code), bucket -> new HashSet<>()).add(code));
    }
    return wanted;
  }

  /** Adds to {@code found} what is known of each code, in the order of the buckets, and says which of them are not there. */
  private Set<ConceptBucket> read(Map<ConceptBucket, Set<Code>> wanted, Map<Code, List<Concept>> found) {
    Map<ConceptBucket, Concepts> known = new HashMap<>();
    wanted.keySet().forEach(bucket -> cache.get(bucket).ifPresent(concepts -> known.put(bucket, concepts)));
    Map<ConceptBucket, List<Item>> items = items(wanted.keySet().stream().filter(bucket -> !known.containsKey(bucket)).toList());
    Set<ConceptBucket> absent = new HashSet<>();
    wanted.forEach((bucket, codes) -> {
      Concepts concepts = known.get(bucket);
      if (concepts == null && items.containsKey(bucket)) {
        concepts = ConceptBucket.read(items.get(bucket)); // one after another: together they may be large
        cache.put(bucket, concepts);
      }
      if (concepts == null) {
        absent.add(bucket);
        return;
      }
      for (Code code : codes) {
        Concept concept = concepts.byCode().get(code);
        if (concept != null) {
          found.computeIfAbsent(code, one -> new ArrayList<>(1)).add(concept);
        }
      }
    });
    return absent;
  }

  /** All parts of each bucket; a bucket that is not there, or not whole any more, is missing. */
  private Map<ConceptBucket, List<Item>> items(List<ConceptBucket> buckets) {
    Map<Keys.Key, Item> read = new HashMap<>();
    get(buckets.stream().map(ConceptBucket::key).toList(), read);
    Map<ConceptBucket, List<Keys.Key>> keys = new HashMap<>();
    for (ConceptBucket bucket : buckets) {
      Item first = read.get(bucket.key());
      if (first != null) {
        keys.put(bucket, bucket.keys(first));
      }
    }
    get(keys.values().stream().flatMap(List::stream).filter(key -> !read.containsKey(key)).toList(), read);
    Map<ConceptBucket, List<Item>> items = new HashMap<>();
    keys.forEach((bucket, all) -> {
      if (read.keySet().containsAll(all)) {
        items.put(bucket, all.stream().map(read::get).toList());
      }
    });
    return items;
  }

  private void get(List<Keys.Key> keys, Map<Keys.Key, Item> into) {
    table.get(keys).forEach(item -> into.put(new Keys.Key(item.text("pk"), item.text("sk")), item));
  }

  private static Map<Code, Concept> joined(Map<Code, List<Concept>> found) {
    Map<Code, Concept> joined = new HashMap<>();
    found.forEach((code, concepts) -> concepts.stream().reduce(Concept::and).ifPresent(concept -> joined.put(code, concept)));
    return joined;
  }
}
