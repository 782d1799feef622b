package io.mediflow.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.Packages;
import io.mediflow.testkit.golden.GoldenCase;
import io.mediflow.testkit.golden.GoldenCases;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Whatever an EHR sends, a result comes back, whichever way and however many at once. */
class RubbishTest {

  private static final EhrPackage SMART = Packages.bundled().find("smart-r4", 1).orElseThrow();
  private static final ReadContext READING = new ReadContext(ZoneId.of("UTC"), (type, id) -> id);
  private static final WriteContext WRITING = new WriteContext(ZoneId.of("UTC"), Map.of());
  private static final Map<RecordType, Map<String, Object>> CHANGES = Map.of(
      RecordType.PATIENT, Map.of("homePhone", "+16175550199", "familyName", "A", "addressLines", List.of("1 Main St")),
      RecordType.APPOINTMENT, Map.of(
          "start", "2026-01-31T09:00:00Z", "slot", "Slot/s9", "status", "cancelled", "cancelKind", "patient"),
      RecordType.COVERAGE, Map.of("periodEnd", "2026-01-31", "groupNumber", "G1"));
  private static final List<GoldenCase> WELL_FORMED = GoldenCases.list(
          GoldenCases.resources(EhrPackage.class.getClassLoader(), "packages/smart-r4/golden/fhir/read"))
      .stream().filter(one -> one.name().endsWith("-whole")).toList();

  private final Mapper mapper = new Mapper();

  @Property(tries = 3_000)
  void anyDamageComesBackAsAResult(@ForAll Random random) throws IOException {
    ObjectNode resource = (ObjectNode) ResourceJson.MAPPER.readTree(pick(WELL_FORMED, random).input());
    for (int i = 0; i <= random.nextInt(3); i++) {
      damage(resource, random);
    }
    byte[] bytes = ResourceJson.bytes(resource);

    assertNotNull(mapper.read(SMART, Overlay.NONE, "fhir", bytes, READING));
    CHANGES.forEach((type, changes) ->
        assertNotNull(mapper.update(SMART, Overlay.NONE, "fhir", type, bytes, changes, WRITING)));
  }

  @Property(tries = 500)
  void anyCutComesBackRefused(@ForAll Random random) {
    byte[] whole = pick(WELL_FORMED, random).input();
    byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length - 2));

    assertEquals(ReadResult.Refused.class, mapper.read(SMART, Overlay.NONE, "fhir", cut, READING).getClass());
  }

  @Test
  void manyAtOnceReadTheSame() throws Exception {
    List<ReadResult> alone = readAll();
    List<Callable<List<ReadResult>>> work = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      work.add(this::readAll);
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<List<ReadResult>> one : threads.invokeAll(work)) {
        assertEquals(alone, one.get());
      }
    }
  }

  private List<ReadResult> readAll() {
    return WELL_FORMED.stream().map(one -> mapper.read(SMART, Overlay.NONE, "fhir", one.input(), READING)).toList();
  }

  /** Puts something else where something was, somewhere. */
  private static void damage(ObjectNode resource, Random random) {
    List<ObjectNode> objects = new ArrayList<>();
    collect(resource, objects);
    ObjectNode at = pick(objects, random);
    List<String> names = new ArrayList<>();
    at.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty() || random.nextInt(8) == 0) {
      at.set("_" + random.nextInt(3), JsonNodeFactory.instance.textNode("x"));
      return;
    }
    String name = pick(names, random);
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    JsonNode was = at.get(name);
    List<JsonNode> instead = List.of(nodes.nullNode(), nodes.numberNode(-1), nodes.textNode(""), nodes.textNode("\u0000\ud800"),
        nodes.booleanNode(true), nodes.objectNode(), nodes.arrayNode(), nodes.arrayNode().add(was.deepCopy()).add(nodes.nullNode()),
        nodes.objectNode().set("x", was.deepCopy()), nodes.arrayNode().add(nodes.arrayNode()), was.isArray() && !was.isEmpty()
            ? was.get(0).deepCopy() : nodes.textNode("http://a/b?c#d"));
    at.set(random.nextBoolean() ? name : "_" + name, pick(instead, random));
  }

  private static void collect(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ObjectNode object) {
      objects.add(object);
    }
    if (node instanceof ObjectNode || node instanceof ArrayNode) {
      node.forEach(child -> collect(child, objects));
    }
  }

  private static <T> T pick(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
