package io.mediflow.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.record.RecordType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverlayParserTest {

  private static final String GOOD = """
      version: 3
      patient:
        - field: custom.pharmacy
          path: extension('https://practice.example/pharmacy').value.ofType(string)
          codec: text
      """;

  @Test
  void aPracticesOwnFieldIsRead() {
    Overlay overlay = OverlayParser.parse(GOOD);

    assertEquals(3, overlay.version());
    MappingTable.Row row = overlay.rows(Format.FHIR_R4, RecordType.PATIENT).getFirst();
    assertEquals("custom.pharmacy", row.field());
    assertEquals(MappingTable.Direction.BOTH, row.direction());
  }

  @Test
  void aPackagesFieldIsLeftAlone() {
    assertTold("overlay:3: 'field' is 'mrn'; an overlay's fields are custom.NAME", GOOD.replace("custom.pharmacy", "mrn"));
  }

  @Test
  void aPracticesFieldIsNeverRequired() {
    assertTold("'required' is for the package's own fields", GOOD + "    required: true\n");
  }

  @Test
  void anUnknownRecordIsRefused() {
    assertTold("there is no key 'doctor' here", GOOD.replace("patient:", "doctor:"));
  }

  @Test
  void aliasesAreRefused() {
    assertTold("anchors and aliases are not allowed", GOOD.replace("version: 3", "version: *three"));
    assertTold("anchors and aliases are not allowed", GOOD.replace("patient:", "patient: &all"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "just text", "- a list", "version: 1\n---\nversion: 2", "\t", "version: {", "version: 1.5"})
  void whatIsNoOverlayIsToldAsSuch(String yaml) {
    assertTrue(assertThrows(PackageException.class, () -> OverlayParser.parse(yaml)).getMessage().startsWith("overlay:"));
  }

  private static void assertTold(String message, String yaml) {
    String told = assertThrows(PackageException.class, () -> OverlayParser.parse(yaml)).getMessage();
    assertTrue(told.contains(message), told);
  }
}
