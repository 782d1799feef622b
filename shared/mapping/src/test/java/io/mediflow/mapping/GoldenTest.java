package io.mediflow.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec;
import io.mediflow.testkit.golden.GoldenCases;
import java.nio.file.Path;
import java.util.List;
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
    return Packages.bundled().all().stream().map(one -> {
      Path folder = GoldenCases.resources(EhrPackage.class.getClassLoader(), "packages/" + one.name() + "/golden");
      return DynamicContainer.dynamicContainer(one.name(), cases(folder, new Golden(one, Overlay.NONE)));
    });
  }

  /** Cases of the three kinds, and of each create that what it makes reads as what was asked for. */
  static Stream<DynamicTest> cases(Path folder, Golden golden) {
    return Stream.of(
            GoldenCases.in(folder.resolve("read"), golden::read),
            GoldenCases.in(folder.resolve("create"), golden::create),
            GoldenCases.in(folder.resolve("update"), golden::update),
            thereAndBack(folder, golden))
        .flatMap(all -> all);
  }

  private static Stream<DynamicTest> thereAndBack(Path folder, Golden golden) {
    return GoldenCases.list(folder.resolve("create")).stream()
        .filter(one -> !one.name().startsWith("refused"))
        .map(one -> DynamicTest.dynamicTest(one.name() + " and back", () -> {
          JsonNode asked = Golden.tree(one.input()).path("fields");
          ObjectNode read = (ObjectNode) golden.createdAndRead(one).at("/record/fields");
          read.remove("flowStatus"); // follows from the booking status
          assertEquals(asked, read);
        }));
  }
}
