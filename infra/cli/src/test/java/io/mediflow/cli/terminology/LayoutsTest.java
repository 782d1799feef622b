package io.mediflow.cli.terminology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.CodeSystems;
import io.mediflow.model.terminology.Concept;
import io.mediflow.model.terminology.Equivalence;
import io.mediflow.model.terminology.Target;
import io.mediflow.testkit.memory.MemoryTerminologyStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official layouts, filled with invented codes and names; no line is taken from a release. */
class LayoutsTest {

  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-02T12:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path folder;
  @TempDir private Path temporary;
  private final MemoryTerminologyStore store = new MemoryTerminologyStore();
  private final StringWriter told = new StringWriter();

  @Test
  void theOrderFileGivesDotsAndSaysWhatIsOnlyAHeading() throws IOException {
    file("icd10cm_order_2026.txt", """
        00001 Z98     0 Invented states                                              Invented states, as a heading
        00002 Z9801   1 Invented state, left                                         Invented state of the left side
        00003 Z98     1 shifted by one""".replace("Z98     1 sh", "Z98    1 sh"));
    assertEquals(1, load(Kind.ICD10CM, folder.resolve("icd10cm_order_2026.txt")).wrong());
    assertEquals(new Concept(icd("Z98"), "Invented states, as a heading", false, List.of()), find(icd("Z98")));
    assertEquals(new Concept(icd("Z98.01"), "Invented state of the left side", true, List.of()), find(icd("Z98.01")));
    assertTrue(told.toString().contains("icd10cm_order_YYYY.txt, line 3: the line is not of the order file's columns"), told::toString);
  }

  @Test
  void vaccinesComeInUtf16WithPaddedCodes() throws IOException {
    String lines = """
        901       |Invented-A|Invented vaccine A, live|Not a real one.|Active|False|2026/01/02
        902       |Invent\u00e9-B|Invented vaccine B||Non-US|False|2026/01/02
        09        |Old|Old vaccine||Inactive|False|2010/09/30
        """.replace("\n", "\r\n");
    Files.write(folder.resolve("cvx.txt"), ("\uFEFF" + lines).getBytes(StandardCharsets.UTF_16LE));
    assertEquals(0, load(Kind.CVX, folder).wrong());
    assertEquals(new Concept(cvx("901"), "Invented-A", true, List.of()), find(cvx("901")));
    assertEquals(new Concept(cvx("902"), "Invent\u00e9-B", false, List.of()), find(cvx("902")));
    assertEquals(false, find(cvx("09")).active());
  }

  @Test
  void aLineThatIsNoUtf8IsReadAsWindowsText() throws IOException {
    Files.write(folder.resolve("cvx.txt"), "901|Invent\u00e9|x||Active|False|2026/01/02\n".getBytes(StandardCharsets.ISO_8859_1));
    load(Kind.CVX, folder);
    assertEquals("Invent\u00e9", find(cvx("901")).display());
    Files.writeString(folder.resolve("cvx.txt"), "\uFEFF901|Invent\u00e9|x||Active|False|2026/01/02\n");
    load(Kind.CVX, folder);
    assertEquals("Invent\u00e9", find(cvx("901")).display());
  }

  @Test
  void rxNormGivesItsOwnNamesAndLeadsFromAPackageToItsDrug() throws IOException {
    file("rrf/RXNCONSO.RRF", """
        9000001|ENG||||||1|||x|RXNORM|SCD|9000001|inventol 5 MG Oral Tablet||N|4096|
        9000001|ENG||||||2|||x|RXNORM|PSN|9000001|inventol 5 mg tablet||N||
        9000001|ENG||||||3|||x|OTHERSOURCE|DP|77|INVENTOL FROM ANOTHER SOURCE||N||
        9000002|ENG||||||4|||x|RXNORM|SBD|9000002|withdrawn 5 MG Oral Tablet||O||
        9000003|ENG||||||5|||x|OTHERSOURCE|DP|78|only another source||N||
        """);
    file("rrf/RXNSAT.RRF", """
        9000001||||AUI|9000001|||NDC|RXNORM|00000900101|N||
        9000002||||AUI|9000002|||NDC|RXNORM|00000900101|O||
        9000001||||AUI|9000001|||NDC|RXNORM|00000900102|N||
        9000002||||AUI|9000002|||NDC|RXNORM|00000900102|N||
        9000002||||AUI|9000002|||NDC|RXNORM|00000900103|O||
        9000001||||AUI|9000001|||NDC|OTHERSOURCE|0000-9001-04|N||
        9000001||||AUI|9000001|||RXN_STRENGTH|RXNORM|5 MG|N||
        9000001||||AUI|9000001|||NDC|RXNORM|0000900105|N||
        """);
    file("prescribe/rrf/RXNCONSO.RRF", "the smaller release within the full one\n");
    file("prescribe/rrf/RXNSAT.RRF", "the smaller release within the full one\n");
    Loading.Loaded loaded = load(Kind.RXNORM, folder);
    assertEquals(1, loaded.wrong(), "10 digits without hyphens");
    assertEquals(5, loaded.release().concepts());
    assertEquals(Set.of(CodeSystems.RXNORM, CodeSystems.NDC), loaded.release().systems());
    assertEquals(new Concept(rxnorm("9000001"), "inventol 5 MG Oral Tablet", true, List.of()), find(rxnorm("9000001")));
    assertEquals(false, find(rxnorm("9000002")).active());
    assertEquals(null, find(rxnorm("9000003")));
    assertEquals(new Concept(ndc("00000900101"), "", true, List.of(new Target(rxnorm("9000001"), "", Equivalence.WIDER))),
        find(ndc("00000900101")), "what is suppressed does not count beside what is current");
    assertEquals(List.of(Equivalence.INEXACT, Equivalence.INEXACT), equivalences(ndc("00000900102")), "two drugs for one package");
    assertEquals(false, find(ndc("00000900103")).active());
  }

  @Test
  void aPackageIsCalledAfterItsProduct() throws IOException {
    file("product.txt", """
        PRODUCTID\tPRODUCTNDC\tPRODUCTTYPENAME\tPROPRIETARYNAME\tPROPRIETARYNAMESUFFIX\tNONPROPRIETARYNAME\tDOSAGEFORMNAME\tACTIVE_NUMERATOR_STRENGTH\tACTIVE_INGRED_UNIT
        0001-0002_a\t0001-0002\tHUMAN\tInventex\tXR\tinventol\tTABLET\t5\tmg/1
        99999-123_b\t99999-123\tHUMAN\tinventol\t\tInventol\tTABLET\t5\tmg/1
        """);
    file("package.txt", """
        PRODUCTID\tPRODUCTNDC\tNDCPACKAGECODE\tPACKAGEDESCRIPTION\tSTARTMARKETINGDATE\tENDMARKETINGDATE\tNDC_EXCLUDE_FLAG\tSAMPLE_PACKAGE
        0001-0002_a\t0001-0002\t0001-0002-03\t30 TABLET in 1 BOTTLE\t20200101\t\tN\tN
        99999-123_b\t99999-123\t99999-123-01\t10 TABLET in 1 BOX\t20200101\t20260302\tN\tN
        99999-123_b\t99999-123\t99999-123-02\t20 TABLET in 1 BOX\t20200101\t20260303\tN\tN
        99999-123_b\t99999-123\t9999912303\twithout hyphens\t20200101\t\tN\tN
        88888-1234_c\t88888-1234\t88888-1234-1\t5 AMPULE in 1 BOX\t20200101\t\tN\tN
        """);
    Loading.Loaded loaded = load(Kind.NDC, folder);
    assertEquals(1, loaded.wrong());
    assertEquals(new Concept(ndc("00001000203"), "Inventex XR (inventol) 5 mg/1 tablet, 30 TABLET in 1 BOTTLE", true, List.of()),
        find(ndc("00001000203")));
    assertEquals(new Concept(ndc("99999012301"), "Inventol 5 mg/1 tablet, 10 TABLET in 1 BOX", false, List.of()), find(ndc("99999012301")));
    assertTrue(find(ndc("99999012302")).active(), "its marketing ends tomorrow");
    assertEquals("5 AMPULE in 1 BOX", find(ndc("88888123401")).display(), "a package whose product is not listed");
  }

  @Test
  void onlyAMapThatIsOneToOneIsEquivalent() throws IOException {
    file("tls_Icd10cmHumanReadableMap_US1000124_20260301.tsv", String.join("\n",
        "id\teffectiveTime\tactive\tmoduleId\trefsetId\treferencedComponentId\treferencedComponentName\tmapGroup\tmapPriority\tmapRule"
            + "\tmapAdvice\tmapTarget\tmapTargetName\tcorrelationId\tmapCategoryId\tmapCategoryName",
        map("900000001", 1, 1, "TRUE", "ALWAYS Z00.1", "Z00.1", "447561005", "447637006"),
        map("900000002", 1, 1, "TRUE", "ALWAYS Z00.2", "Z00.2", "447561005", "447637006"),
        map("900000003", 1, 1, "TRUE", "ALWAYS Z00.2", "Z00.2", "447561005", "447637006"),
        map("900000004", 1, 2, "OTHERWISE TRUE", "ALWAYS Z00.4", "Z00.4", "447561005", "447637006"),
        map("900000004", 1, 1, "IFA 900000009", "IF INVENTED CHOOSE Z00.3", "Z00.3", "447561005", "447639009"),
        map("900000005", 1, 1, "TRUE", "ALWAYS Z00.5 | POSSIBLE REQUIREMENT FOR AN EXTERNAL CAUSE CODE", "Z00.5", "447561005", "447637006"),
        map("900000006", 1, 1, "TRUE", "ALWAYS Z00.6?", "Z00.6?", "447561005", "447637006"),
        map("900000007", 1, 1, "TRUE", "ALWAYS Z00.2", "Z00.2", "447557004", "447637006"),
        map("900000008", 1, 1, "", "CANNOT BE CLASSIFIED", "", "447561005", "447638001"),
        map("900000010", 1, 1, "TRUE", "ALWAYS Z00.8", "Z00.8", "447558009", "447637006"),
        map("900000011", 1, 1, "TRUE", "ALWAYS Z00.9", "Z00.9", "447561005", "447639009"),
        map("900000012", 1, 1, "TRUE", "ALWAYS Z01.1", "Z01.1", "447561005", "447637006"),
        map("900000012", 2, 1, "TRUE", "ALWAYS Z01.2", "Z01.2", "447561005", "447637006"),
        map("900000013", 1, 1, "TRUE", "ALWAYS Z00.1", "Z00.1", "447561005", "447637006").replace("\t1\tm\t", "\t0\tm\t"),
        map("900000014", 1, 1, "TRUE", "ALWAYS Z00.1", "Z00.1", "447561005", "447637006").replace("6011000124106", "447562003"),
        ""));
    assertEquals(0, load(Kind.SNOMED_ICD10CM, folder).wrong());
    Map<String, List<Equivalence>> expected = Map.ofEntries(
        Map.entry("900000001", List.of(Equivalence.EQUIVALENT)), // rows of 13 (inactive) and 14 (another map) do not count
        Map.entry("900000002", List.of(Equivalence.WIDER)),
        Map.entry("900000003", List.of(Equivalence.WIDER)),
        Map.entry("900000004", List.of(Equivalence.INEXACT, Equivalence.INEXACT)),
        Map.entry("900000005", List.of(Equivalence.INEXACT)),
        Map.entry("900000006", List.of(Equivalence.INEXACT)),
        Map.entry("900000007", List.of(Equivalence.EQUIVALENT)), // declared exact
        Map.entry("900000008", List.of()),
        Map.entry("900000010", List.of(Equivalence.NARROWER)),
        Map.entry("900000011", List.of(Equivalence.INEXACT)),
        Map.entry("900000012", List.of(Equivalence.INEXACT, Equivalence.INEXACT)));
    expected.forEach((code, equivalences) -> assertEquals(equivalences, equivalences(snomed(code)), code));
    assertEquals(new Target(icd("Z00.3"), "Invented name of Z00.3", Equivalence.INEXACT, "IF INVENTED CHOOSE Z00.3"),
        find(snomed("900000004")).targets().getFirst(), "in the map's own order");
    assertEquals("Invented finding 900000001", find(snomed("900000001")).display());
    assertEquals(null, find(snomed("900000013")));
    assertEquals(null, find(snomed("900000014")));
  }

  @Test
  void aReferenceSetWithoutNamesIsReadToo() throws IOException {
    file("Snapshot/der2_iisssccRefset_ExtendedMapSnapshot_US1000124_20260301.txt", """
        id\teffectiveTime\tactive\tmoduleId\trefsetId\treferencedComponentId\tmapGroup\tmapPriority\tmapRule\tmapAdvice\tmapTarget\tcorrelationId\tmapCategoryId
        x\t20260301\t1\tm\t6011000124106\t900000001\t1\t1\tTRUE\tALWAYS Z00.1\tZ00.1\t447561005\t447637006
        """);
    load(Kind.SNOMED_ICD10CM, folder);
    assertEquals(new Concept(snomed("900000001"), "", true, List.of(new Target(icd("Z00.1"), "", Equivalence.EQUIVALENT))),
        find(snomed("900000001")));
  }

  private static String map(String concept, int group, int priority, String rule, String advice, String target, String correlation,
      String category) {
    return String.join("\t", "x", "20260301", "1", "m", "6011000124106", concept, "Invented finding " + concept, "" + group, "" + priority,
        rule, advice, target, target.isEmpty() ? "" : "Invented name of " + target, correlation, category, "category");
  }

  private List<Equivalence> equivalences(Code code) {
    return find(code).targets().stream().map(Target::equivalence).toList();
  }

  private Loading.Loaded load(Kind kind, Path path) {
    return new Loading(store, CLOCK, new PrintWriter(told, true), temporary).load(kind, path, "test", "someone");
  }

  private void file(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }

  private Concept find(Code code) {
    return store.find(Set.of(code)).get(code);
  }

  private static Code icd(String code) {
    return new Code(CodeSystems.ICD_10_CM, code);
  }

  private static Code cvx(String code) {
    return new Code(CodeSystems.CVX, code);
  }

  private static Code rxnorm(String code) {
    return new Code(CodeSystems.RXNORM, code);
  }

  private static Code ndc(String code) {
    return new Code(CodeSystems.NDC, code);
  }

  private static Code snomed(String code) {
    return new Code(CodeSystems.SNOMED_CT, code);
  }
}
