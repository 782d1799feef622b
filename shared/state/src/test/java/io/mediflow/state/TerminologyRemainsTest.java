package io.mediflow.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.Concept;
import io.mediflow.model.terminology.Release;
import io.mediflow.model.terminology.TerminologyLoad;
import io.mediflow.model.terminology.TerminologyStore;
import io.mediflow.state.dynamo.DynamoTerminologyStore;
import io.mediflow.testkit.contract.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a load leaves in the table, and what another process still reads. */
class TerminologyRemainsTest {

  private static final String TABLE = "TerminologyTable";

  private final Parts parts = EmbeddedParts.get();
  private final String name = Samples.connection();
  private final TerminologyStore store = new DynamoTerminologyStore(parts.dynamo(), TABLE);

  @Test
  void killedAndReplacedLoadsAreDropped() {
    load(5);
    long buckets = items("CONCEPTS#" + name + "#");
    load(60);
    store.begin(name).put(concepts(40)); // killed
    load(5);
    assertEquals(buckets, items("CONCEPTS#" + name + "#"));
    assertEquals(1, items("GENERATIONS#" + name));
    try (TerminologyLoad given = store.begin(name)) {
      given.put(concepts(30));
    }
    assertEquals(buckets, items("CONCEPTS#" + name + "#"));
    assertEquals(1, items("GENERATIONS#" + name));
  }

  @Test
  void aReaderWithACacheSeesTheNewReleaseAtOnce() {
    load(3);
    TerminologyStore reader = new DynamoTerminologyStore(parts.dynamo(), TABLE);
    Code last = new Code("urn:test:" + name, "2");
    Code next = new Code("urn:test:" + name, "3");
    assertEquals(1, reader.find(Set.of(last, next)).size());
    load(4);
    assertEquals(2, reader.find(Set.of(last, next)).size(), "an absence is of its release too");
    load(1);
    assertEquals(0, reader.find(Set.of(last, next)).size());
  }

  @Test
  void aReleaseOfBeforeThereWereBucketsIsAsIfItWereNotLoaded() {
    load(3);
    parts.dynamo().updateItem(update -> update.tableName(TABLE).key(item()).updateExpression("REMOVE buckets"));
    assertEquals(Optional.empty(), store.release(name));
    assertEquals(List.of(), store.releases().stream().filter(one -> one.name().equals(name)).toList());
    assertEquals(0, store.find(Set.of(new Code("urn:test:" + name, "2"))).size());
    load(3);
    assertEquals(1, store.find(Set.of(new Code("urn:test:" + name, "2"))).size());
  }

  /** Key of the release's item. */
  private Map<String, AttributeValue> item() {
    return parts.dynamo().scanPaginator(scan -> scan.tableName(TABLE)).items().stream()
        .filter(item -> item.containsKey("sha256") && item.get("name").s().equals(name))
        .map(item -> Map.of("pk", item.get("pk"), "sk", item.get("sk"))).findFirst().orElseThrow();
  }

  private void load(int concepts) {
    try (TerminologyLoad load = store.begin(name)) {
      load.put(concepts(concepts));
      load.finish(new Release.Origin("1", "file", "00", Optional.empty()), Samples.NOON);
    }
  }

  private List<Concept> concepts(int many) {
    return IntStream.range(0, many).mapToObj(one -> new Concept(new Code("urn:test:" + name, "" + one), "name", true, List.of())).toList();
  }

  private long items(String prefix) {
    return parts.dynamo().scanPaginator(scan -> scan.tableName(TABLE)).items().stream()
        .filter(item -> item.get("pk").s().startsWith(prefix)).count();
  }
}
