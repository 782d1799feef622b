package io.mediflow.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.Concept;
import io.mediflow.model.terminology.Equivalence;
import io.mediflow.model.terminology.Release;
import io.mediflow.model.terminology.Target;
import io.mediflow.model.terminology.TerminologyLoad;
import io.mediflow.model.terminology.TerminologyStore;
import io.mediflow.state.dynamo.DynamoTerminologyStore;
import io.mediflow.testkit.contract.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release of an ordinary size. Names are invented. */
class TerminologyLargeLoadTest {

  private static final String TABLE = "TerminologyTable";
  private static final int MANY = 50_000;
  private static final int BATCH = 500;

  @TempDir private Path temporary;
  private final Parts parts = EmbeddedParts.get();
  private final String name = Samples.connection();
  private final String system = "urn:test:" + name;

  @Test
  void fiftyThousandConceptsAreLoadedAndReadRight() throws Exception {
    TerminologyStore store = new DynamoTerminologyStore(parts.dynamo(), TABLE, temporary);
    try (TerminologyLoad load = store.begin(name)) {
      for (int from = 0; from < MANY; from += BATCH) {
        load.put(IntStream.range(from, from + BATCH).mapToObj(this::concept).toList());
      }
      assertEquals(MANY, load.finish(new Release.Origin("1", "file", "00", Optional.empty()), Samples.NOON).concepts());
    }
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(0, left.count());
    }
    List<Integer> sizes = parts.dynamo().scanPaginator(scan -> scan.tableName(TABLE)).items().stream()
        .filter(item -> item.get("pk").s().startsWith("CONCEPTS#" + name + "#"))
        .map(item -> item.get("body").b().asByteArray().length).toList();
    assertTrue(sizes.size() > 64 && sizes.size() < MANY / 100, () -> sizes.size() + " items");
    assertTrue(sizes.stream().allMatch(size -> size < 64 * 1024));

    TerminologyStore reader = new DynamoTerminologyStore(parts.dynamo(), TABLE);
    Map<Code, Concept> expected = new HashMap<>();
    Set<Code> asked = new HashSet<>(Set.of(code(-1), code(MANY), code(2 * MANY)));
    for (int one = 0; one < MANY; one += 97) {
      asked.add(code(one));
      expected.put(code(one), concept(one));
    }
    assertEquals(expected, reader.find(asked));
    assertEquals(Map.of(code(MANY - 1), concept(MANY - 1)), reader.find(Set.of(code(MANY - 1))));
    assertEquals(MANY, reader.find(new HashSet<>(IntStream.range(-5, MANY + 5).mapToObj(this::code).toList())).size());
  }

  private Code code(int number) {
    return new Code(system, "" + (1_000_000 + number));
  }

  private Concept concept(int number) {
    List<Target> targets = number % 2 == 0 ? List.of()
        : List.of(new Target(new Code("urn:other", "" + number), "", Equivalence.WIDER, number % 3 == 0 ? "when it is so" : ""));
    return new Concept(code(number), "inventol %d MG / otherol %d MG Oral Tablet [Invention %d]".formatted(
        number % 800, number * 7 % 500, number % 9_999), number % 10 != 0, targets);
  }
}
