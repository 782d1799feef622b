package io.mediflow.packages.doc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Facts;
import io.mediflow.packages.Facts.Capability;
import io.mediflow.packages.Facts.Fact;
import io.mediflow.packages.MappingTable;
import io.mediflow.packages.MappingTable.Direction;
import io.mediflow.packages.MappingTable.Row;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.OverlayParser;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec;
import io.mediflow.packages.ResourceFolder;
import io.mediflow.packages.doc.MappingDocument.Line;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingDocumentTest {

  private static final EhrPackage SMART = Packages.bundled().find("smart-r4", 1).orElseThrow();
  private static final Examples SHOWN = Examples.bundled("smart-r4");
  private static final Overlay OVERLAY = OverlayParser.parse("""
      version: 3
      patient:
        - field: custom.pharmacy
          path: extension('https://practice.example/<pharmacy>|x').value.ofType(string)
          codec: text
          note: "Rx & \\"more\\""
        - field: custom.place
          path: extension('https://practice.example/place').value.ofType(string)
          codec: text
          map: local.locations
        - field: custom.payer
          path: extension('https://practice.example/payer').value.ofType(string)
          codec: text
          map: local.payers
      local:
        locations:
          - {ours: north, ehr: "7", title: North <office>, zone: America/Chicago}
          - {ours: old, ehr: "8", retired: true}
      """);

  @Test
  void aLineSaysWhatTheEngineDoes() {
    MappingDocument document = MappingDocument.of(SMART, Overlay.NONE, SHOWN);

    Line patient = line(document, "appointment", "patient");
    assertEquals("required", patient.count());
    assertTrue(patient.otherwise().startsWith("Absent: the record is refused and kept in quarantine; a create is refused."));
    Line sex = line(document, "patient", "sex");
    assertEquals("sex", sex.map());
    assertTrue(sex.otherwise().contains("kept as it came, marked") && sex.otherwise().endsWith("only equivalents of the map are used."));
    assertEquals("list", line(document, "patient", "addressLines").count());
    List<Line> deceased = lines(document, "patient", "deceased");
    assertEquals(List.of("1 of 2", "2 of 2"), deceased.stream().map(Line::order).toList());
    assertTrue(deceased.getFirst().otherwise().startsWith("Absent in every place: the field is empty."));
    assertEquals(List.of("1 of 2", "2 of 2", ""), lines(document, "appointment", "cancelKind").stream().map(Line::order).toList());
    assertEquals("status = 'noshow'", line(document, "appointment", "cancelKind").condition());
  }

  @Test
  void mapsAndCodecsStandOnceAndOnlyWhereUsed() {
    MappingDocument document = MappingDocument.of(SMART, Overlay.NONE, SHOWN);

    assertEquals(document.maps().stream().distinct().toList(), document.maps());
    assertTrue(document.maps().stream().anyMatch(one -> one.name().equals("cancel-kind")));
    assertTrue(document.codecs().stream().anyMatch(one -> one.label().equals("group")));
    assertFalse(document.codecs().stream().anyMatch(one -> one.label().equals("address-line")));
  }

  @Test
  void examplesAreOfCasesWithoutProblems() {
    MappingDocument document = MappingDocument.of(SMART, Overlay.NONE, SHOWN);

    assertTrue(line(document, "patient", "homePhone").example().startsWith("+"), "a case keeps a phone that is none");
    assertEquals("female", line(document, "patient", "sex").example());
    assertEquals("", line(MappingDocument.of(SMART, Overlay.NONE, Examples.NONE), "patient", "sex").example());
  }

  @Test
  void examplesAreFoundInAJarToo(@TempDir Path folder) throws IOException {
    Path jar = folder.resolve("some packages.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String directory : List.of("ehrs/", "ehrs/one/", "ehrs/one/golden/", "ehrs/one/golden/v2/", "ehrs/one/golden/v2/read/",
          "ehrs/one/golden/v2/read/a/")) {
        out.putNextEntry(new JarEntry(directory));
      }
      out.putNextEntry(new JarEntry("ehrs/one/golden/v2/read/a/expected.json"));
      out.write("""
          {"results": [{"record": {"type": "patient", "fields": {"mrn": "M1", "allergies": [{"substance": ""}, {"substance": "nuts"}]}}}]}"""
          .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      Examples examples = ResourceFolder.of(loader, "ehrs/one", Examples::folder).orElseThrow();
      assertEquals("M1", examples.of("v2", RecordType.PATIENT, List.of("mrn")));
      assertEquals("nuts", examples.of("v2", RecordType.PATIENT, List.of("allergies", "substance")));
      assertEquals("", examples.of("fhir", RecordType.PATIENT, List.of("mrn")));
    }
  }

  @Test
  void rowsInsideAGroupNameTheWay() {
    Row inner = row("substance", Map.of(), "text", null);
    Row group = new Row("reactions", Map.of(), List.of("reaction"), "group", Direction.READ, false, false, null, null, null, null,
        null, List.of(inner), null);
    Row constant = row(null, Map.of(), "text", "fixed");

    List<Line> lines = MappingDocument.of(with(group, constant), Overlay.NONE, Examples.NONE).tables().getFirst().lines();

    assertEquals(List.of("reactions", "reactions[].substance", "'fixed'"), lines.stream().map(Line::field).toList());
    assertEquals(List.of("list", "optional", "always"), lines.stream().map(Line::count).toList());
  }

  @Test
  void thePracticesRowsAndListsStandInItMarked() {
    MappingDocument document = MappingDocument.of(SMART, OVERLAY, SHOWN);

    assertTrue(line(document, "patient", "custom.pharmacy").own());
    assertFalse(line(document, "patient", "mrn").own());
    assertTrue(line(document, "patient", "custom.place").otherwise().contains("has retired is refused"));
    assertTrue(line(document, "patient", "custom.payer").otherwise().contains("The practice has no such list"));
    String html = HtmlRenderer.render(document);
    assertTrue(html.contains("retired: read, no longer written") && html.contains("<strong>the practice&#39;s own</strong>"));
    assertTrue(html.contains("North &lt;office&gt;") && !html.contains("<office>") && html.contains("Rx &amp; &quot;more&quot;"));
    assertTrue(html.contains("<a href=\"#map-local-locations\">") && html.contains("id=\"map-local-locations\""));
    assertFalse(html.contains("<script") || html.contains("href=\"http") || html.contains("src="));
    String markdown = MarkdownRenderer.render(document);
    assertTrue(markdown.contains("`extension('https://practice.example/<pharmacy>\\|x').value.ofType(string)`"));
    assertTrue(markdown.contains("North &lt;office>"));
  }

  @Test
  void csvHasALinePerRowAsTheRfcSays() {
    MappingDocument document = MappingDocument.of(SMART, OVERLAY, SHOWN);

    List<String> lines = List.of(CsvRenderer.render(document).split("\r\n"));

    assertEquals(1 + document.tables().stream().mapToInt(one -> one.lines().size()).sum(), lines.size());
    assertTrue(lines.stream().anyMatch(one -> one.contains("\"Rx & \"\"more\"\"\"")));
    assertTrue(lines.getFirst().startsWith("package,record,interface,"));
  }

  @Test
  void whatNobodyConfirmedIsMarked() {
    Facts facts = new Facts("One", List.of("1"), List.of(), Map.of(), Map.of(), Map.of(), Map.of(),
        List.of(new Capability(RecordType.PATIENT, "fhir", "no", new Fact("Slow.", "https://ehr.example/docs", "2026-01-02", false))),
        List.of(new Fact("Ten a minute.", "a letter", "2026-01-03", true)), List.of());
    EhrPackage one = new EhrPackage(SMART.name(), SMART.version(), SMART.title(), SMART.interfaces(), SMART.records(),
        SMART.operations(), SMART.maps(), SMART.errors(), facts);

    String markdown = MarkdownRenderer.render(MappingDocument.of(one, Overlay.NONE, Examples.NONE));

    assertTrue(markdown.contains("| patient | fhir | no | Slow. | https://ehr.example/docs | 2026-01-02 | **UNCONFIRMED** |"), markdown);
    assertTrue(markdown.contains("| Ten a minute. | a letter | 2026-01-03 | confirmed |"));
  }

  private static EhrPackage with(Row... rows) {
    RecordSpec patient = SMART.record(RecordType.PATIENT).orElseThrow();
    RecordSpec other = new RecordSpec(RecordType.PATIENT, "fhir", new MappingTable(RecordType.PATIENT, "Patient", List.of(rows)),
        patient.strategies(), "", 10, patient.overlap(), patient.interval());
    return new EhrPackage(SMART.name(), SMART.version(), SMART.title(), SMART.interfaces(), List.of(other), Map.of(),
        SMART.maps(), SMART.errors(), SMART.facts());
  }

  private static Row row(String field, Map<String, String> parts, String codec, String constant) {
    return new Row(field, parts, List.of("a"), codec, constant == null ? Direction.BOTH : Direction.WRITE, false, false, null, null,
        null, null, constant, List.of(), null);
  }

  private static Line line(MappingDocument document, String type, String field) {
    return lines(document, type, field).getFirst();
  }

  private static List<Line> lines(MappingDocument document, String type, String field) {
    return document.tables().stream().filter(one -> one.type().label().equals(type))
        .flatMap(one -> one.lines().stream()).filter(one -> one.field().equals(field)).toList();
  }
}
