package io.mediflow.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.mapping.golden.Golden;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.PackageParser;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec;
import io.mediflow.testkit.golden.GoldenCase;
import io.mediflow.testkit.golden.GoldenCases;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every bundled package keeps its golden cases, in both directions. */
class GoldenTest {

  @Test
  void everyRowOfEveryPackageCanRun() {
    for (EhrPackage one : Packages.bundled().all()) {
      for (RecordSpec spec : one.records()) {
        assertEquals(List.of(), Tables.SHARED.of(one, Overlay.NONE, spec).problems());
      }
    }
  }

  @TestFactory
  Stream<DynamicContainer> packages() {
    EhrPackage template = PackageParser.resources(EhrPackage.class.getClassLoader(), "packages/_template");
    return Stream.concat(Packages.bundled().all().stream(), Stream.of(template)).map(one -> {
      Path folder = GoldenCases.resources(EhrPackage.class.getClassLoader(), "packages/" + one.name() + "/golden");
      return DynamicContainer.dynamicContainer(one.name(), cases(folder, one));
    });
  }

  /** Cases of every interface, each a folder named as the interface is. */
  static Stream<DynamicTest> cases(Path golden, EhrPackage ehr) {
    return GoldenCases.folders(golden).stream().flatMap(folder -> {
      String from = folder.getFileName().toString();
      assertTrue(ehr.interfaces().containsKey(from), () -> folder + " is named as no interface of " + ehr.name());
      return cases(folder, new Golden(ehr, Overlay.NONE, from));
    });
  }

  /** Cases of the three kinds, and of each create that what it makes reads as what was asked for. */
  private static Stream<DynamicTest> cases(Path folder, Golden golden) {
    Map<String, Function<GoldenCase, JsonNode>> kinds = Map.of(
        "read", one -> golden.read(given(one)),
        "create", one -> quiet(() -> golden.create(given(one))),
        "update", one -> quiet(() -> golden.update(given(one))));
    return GoldenCases.folders(folder).stream().flatMap(kind -> {
      String name = kind.getFileName().toString();
      Function<GoldenCase, JsonNode> subject = kinds.get(name);
      assertNotNull(subject, () -> kind + " is none of " + kinds.keySet());
      return name.equals("create")
          ? Stream.concat(GoldenCases.in(kind, subject), thereAndBack(kind, golden)) : GoldenCases.in(kind, subject);
    });
  }

  private static Stream<DynamicTest> thereAndBack(Path creates, Golden golden) {
    return GoldenCases.list(creates).stream()
        .filter(one -> !one.name().startsWith("refused"))
        .map(one -> DynamicTest.dynamicTest(one.name() + " and back", () -> {
          JsonNode asked = ResourceJson.MAPPER.readTree(one.input()).path("fields");
          JsonNode read = golden.createdAndRead(given(one));
          ObjectNode same = ResourceJson.MAPPER.createObjectNode();
          asked.fieldNames().forEachRemaining(field -> same.set(field, read.path(field)));
          assertEquals(asked, same);
        }));
  }

  private static Golden.Case given(GoldenCase one) {
    return new Golden.Case(one.input(), one.text("zone.txt").map(String::strip).map(ZoneId::of),
        one.text("record.txt").map(String::strip).map(RecordType::of));
  }

  private static JsonNode quiet(Callable<JsonNode> made) {
    try {
      return made.call();
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }
}
