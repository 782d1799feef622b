package io.mediflow.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.OverlayParser;
import io.mediflow.packages.PackageParser;
import io.mediflow.packages.RecordSpec;
import io.mediflow.testkit.golden.GoldenCases;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A batch of changes has one overlay, and its tables are compiled once. */
class TablesTest {

  private static final EhrPackage INVENTED = PackageParser.resources(GoldenCases.class.getClassLoader(), "invented-ehr");
  private static final RecordSpec SPEC =
      INVENTED.records().stream().filter(one -> one.type() == RecordType.APPOINTMENT).findFirst().orElseThrow();

  @Test
  void whatComesAgainIsNotCompiledAgain() {
    Overlay own = overlay("first");
    assertTrue(table(own) == table(own));
    assertTrue(table(Overlay.NONE) == table(Overlay.NONE));
  }

  @Test
  void eachPracticeAndEachVersionHasItsOwn() {
    Overlay one = overlay("first");
    Overlay other = overlay("second");
    table(one);
    assertEquals(List.of("custom.room", "custom.second"), custom(table(other)));
    assertEquals(List.of("custom.first", "custom.room"), custom(table(one)));
    assertEquals(List.of("custom.room"), custom(table(Overlay.NONE)));
  }

  @Test
  void whatIsNotUsedGoesInTime() {
    Overlay own = overlay("first");
    CompiledTable kept = table(own);
    for (int others = 0; others < Tables.MOST; others++) {
      table(overlay("first"));
    }
    assertTrue(kept != table(own));
  }

  private static CompiledTable table(Overlay overlay) {
    return Tables.SHARED.of(INVENTED, overlay, SPEC);
  }

  private static List<String> custom(CompiledTable table) {
    return table.rows().stream().flatMap(row -> row.row().fields().stream()).filter(field -> field.startsWith("custom.")).sorted().toList();
  }

  private static Overlay overlay(String field) {
    return OverlayParser.parse("""
        version: 1
        appointment:
          - {field: custom.%s, path: reasonCode.text, codec: text-list}
        """.formatted(field));
  }
}
