package io.mediflow.state.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.Concept;
import io.mediflow.model.terminology.Equivalence;
import io.mediflow.model.terminology.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConceptBucketTest {

  private final ConceptBucket bucket = new ConceptBucket("kind", "generation", 7);

  @Test
  void aBucketThatGrowsTooLargeGoesOnInParts() {
    Map<Code, Concept> concepts = new HashMap<>();
    for (int one = 0; one < 5; one++) {
      Target target = new Target(new Code("urn:other", "|" + one), "\u00e4 \"name\"", Equivalence.INEXACT, "if, \\ or");
      Code code = new Code("urn:test", "" + one);
      concepts.put(code, new Concept(code, "name ".repeat(5_000), one % 2 == 0, List.of(target)));
    }
    List<Item> items = bucket.items(concepts.values().stream().map(ConceptBucket::write).toList());
    assertEquals(3, items.size(), "two of 25 KB in each");
    assertEquals(bucket.keys(items.getFirst()), items.stream().map(item -> new Keys.Key(item.text("pk"), item.text("sk"))).toList());
    assertEquals(bucket.key(), bucket.keys(items.getFirst()).getFirst());
    assertEquals(concepts, ConceptBucket.read(items.reversed()).byCode());
    assertTrue(ConceptBucket.read(items).bytes() > 5 * 25_000);
  }

  @Test
  void codesInARowSpreadEvenly() {
    int[] held = new int[100];
    List<Integer> hashes = new ArrayList<>();
    for (int code = 0; code < 20_000; code++) {
      int hash = Keys.hash(new Code("urn:test", "" + code));
      held[ConceptBucket.of(hash, held.length)]++;
      hashes.add(hash);
    }
    for (int one : held) {
      assertTrue(one > 120 && one < 280, () -> one + " of 200");
    }
    hashes.sort(Integer::compareUnsigned);
    List<Integer> buckets = hashes.stream().map(hash -> ConceptBucket.of(hash, 64)).toList();
    assertEquals(buckets.stream().sorted().toList(), buckets, "the lower the hash, the lower the bucket");
  }
}
