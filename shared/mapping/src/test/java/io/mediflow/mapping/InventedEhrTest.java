package io.mediflow.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.OverlayParser;
import io.mediflow.packages.PackageParser;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec;
import io.mediflow.testkit.golden.GoldenCases;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /** A practice adds what its feed says in a segment of its own, and the package stays as it is. */
  @Test
  void anOverlayReadsASegmentOfThePracticesOwn() {
    Overlay overlay = OverlayParser.parse("""
        version: 1
        hl7v2:
          patient:
            - {field: custom.team, path: ZPD-2-2, codec: text, direction: read}
        """);
    byte[] message = GoldenCases.list(GoldenCases.resources(LOADER, "invented-ehr/golden/feed/read")).stream()
        .filter(one -> one.name().equals("patient-own-letters")).findFirst().orElseThrow().input();
    ReadResult.Mapped patient = assertInstanceOf(ReadResult.Mapped.class,
        new Mapper().map(invented, overlay, "feed", Optional.of(RecordType.PATIENT), message,
            new ReadContext(ZoneId.of("America/New_York"), (type, id) -> type.label() + ":" + id)).getFirst());
    assertEquals(Map.of("team", "Team blue"), patient.fields().get("custom"));
    assertEquals("unknown", patient.fields().get("sex"));
    assertEquals(List.of(), new Mapper().check(invented, overlay));
  }

  /** What is laid over a table is not seen by the table's own parser. */
  @ParameterizedTest
  @CsvSource({"both, ZPD-2-2, 1", "write, ZPD-2-2, 1", "read, ZPD-2-2, 0", "both, SCH-25-2, 0", "both, MSH-8, 0"})
  void anOverlayWritesNoSegmentWithoutAPlaceInTheMessage(String direction, String path, int problems) {
    Overlay overlay = OverlayParser.parse("""
        version: 1
        hl7v2:
          appointment:
            - {field: custom.team, path: %s, codec: text, direction: %s}
        """.formatted(path, direction));
    EhrPackage hl7 = Packages.bundled().find("hl7v2", 1).orElseThrow();

    assertEquals(Collections.nCopies(problems, "custom.team"),
        new Mapper().check(hl7, overlay).stream().map(Problem::path).toList());
  }

  @TestFactory
  Stream<DynamicTest> bothWays() {
    return GoldenTest.cases(GoldenCases.resources(LOADER, "invented-ehr/golden"), invented);
  }
}
