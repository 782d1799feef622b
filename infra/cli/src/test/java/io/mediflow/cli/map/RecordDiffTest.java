package io.mediflow.cli.map;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.change.Change;
import io.mediflow.model.record.Quarantined;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.PackageParser;
import io.mediflow.testkit.golden.GoldenCases;
import io.mediflow.testkit.memory.MemoryBodies;
import io.mediflow.testkit.memory.MemoryQuarantineStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits in quarantine, mapped with a package and without its FHIR interface. */
class RecordDiffTest {

  private static final EhrPackage BEFORE = PackageParser.resources(GoldenCases.class.getClassLoader(), "invented-ehr");
  private static final EhrPackage AFTER = BEFORE.through(Set.of("v1"));
  private static final String COVERAGE = """
      {"resourceType": "Coverage", "id": "c", "status": "active", "subscriber": {"reference": "Patient/1"}}""";
  private static final String PATIENTS = """
      {"patients": [{"patientid": 7, "lastname": "Invented"}]}""";

  private final MemoryQuarantineStore quarantine = new MemoryQuarantineStore();
  private final MemoryBodies bodies = new MemoryBodies();
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void waiting() throws JsonProcessingException {
    put("a", "fhir", "Coverage", COVERAGE, null);
    put("b", "fhir", "Coverage", null, bodies.put("elm", COVERAGE.getBytes(StandardCharsets.UTF_8)));
    put("c", "v1", "patient", PATIENTS, null);
    put("d", "fhir", "Patient", null, null);
  }

  @Test
  void eachIsMappedByTheInterfaceThatItCameFrom() {
    RecordDiff diff = compared(Set.of(), Optional.empty());
    assertEquals(List.of("  quarantine:1: coverage: only by invented-ehr@2.1.0",
        "  quarantine:2: coverage: only by invented-ehr@2.1.0"), said);
    assertEquals(3, diff.inputs());
    assertEquals(2, diff.different());
  }

  @Test
  void onlyTheInterfacesAndRecordsThatWereAskedForAreLookedAt() {
    assertEquals(1, compared(Set.of("v1"), Optional.empty()).inputs());
    assertEquals(2, compared(Set.of(), Optional.of(RecordType.COVERAGE)).different());
    assertEquals(0, compared(Set.of("fhir"), Optional.of(RecordType.PATIENT)).inputs());
  }

  @Test
  void whatIsGoneIsLeftOut() throws JsonProcessingException {
    put("e", "fhir", "Coverage", null, "0".repeat(64));
    assertEquals(3, compared(Set.of(), Optional.empty()).inputs());
    assertEquals("  quarantine:5: what it holds was deleted, so it is left out", said.getLast());
  }

  private RecordDiff compared(Set<String> interfaces, Optional<RecordType> only) {
    RecordDiff diff = new RecordDiff(
        BEFORE, AFTER, new RecordDiff.Ways(Overlay.NONE, interfaces, ZoneOffset.UTC, only), said::add);
    diff.compare(quarantine, bodies, "elm");
    return diff;
  }

  private void put(String id, String way, String type, String body, String reference) throws JsonProcessingException {
    Change change = new Change(id, Change.Origin.NOTIFICATION, "elm", way, type, "1", body, reference, 1, 0);
    quarantine.put(new Quarantined("elm", id, Instant.EPOCH, new ObjectMapper().writeValueAsString(change), List.of()));
  }
}
