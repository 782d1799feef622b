package io.mediflow.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.PackageParser;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec;
import io.mediflow.testkit.golden.GoldenCases;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A made-up EHR with odd manners, added as data alone, is mapped both ways. */
class InventedEhrTest {

  private static final ClassLoader LOADER = GoldenCases.class.getClassLoader();

  private final EhrPackage invented = PackageParser.resources(LOADER, "invented-ehr");

  @Test
  void itIsDataThatNoBuildCarries() {
    assertTrue(Packages.bundled().find("invented-ehr", 2).isEmpty());
    for (RecordSpec spec : invented.records()) {
      assertEquals(List.of(),
          Tables.SHARED.find(invented, Overlay.NONE, spec.interfaceName(), spec.type()).orElseThrow().problems());
    }
  }

  @TestFactory
  Stream<DynamicTest> bothWays() {
    return GoldenTest.cases(GoldenCases.resources(LOADER, "invented-ehr/golden"), invented);
  }
}
