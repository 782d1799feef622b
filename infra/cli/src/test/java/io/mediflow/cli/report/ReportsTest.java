package io.mediflow.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.RosterStore;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.OverlayParser;
import io.mediflow.packages.PackageParser;
import io.mediflow.packages.plan.Sizes;
import io.mediflow.testkit.golden.GoldenCases;
import io.mediflow.testkit.memory.MemoryRecordStore;
import io.mediflow.testkit.memory.MemoryRosterStore;
import io.mediflow.testkit.memory.TestClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports over invented records. */
class ReportsTest {

  private static final EhrPackage INVENTED = PackageParser.resources(GoldenCases.class.getClassLoader(), "invented-ehr");
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private final TestClock clock = new TestClock(NOW);
  private final MemoryRecordStore records = new MemoryRecordStore(clock);
  private final MemoryRosterStore roster = new MemoryRosterStore();
  private int stored;

  @BeforeEach
  void threeAppointments() {
    store(StoredRecord.Ending.ACTIVE, Map.of("start", "2026-11-25T09:00:00-05:00", "visitType", Map.of("code", "77", "display", "Recall")));
    store(StoredRecord.Ending.ACTIVE, Map.of("visitType", Map.of("code", "77")),
        new Problem(Problem.Category.VALUE, "start", "'start': it is no time; correct it."));
    store(StoredRecord.Ending.ACTIVE, Map.of("start", "2026-11-25T10:00:00-05:00", "visitType", Map.of("code", "new-patient")));
    store(StoredRecord.Ending.DELETED, Map.of());
    clock.advance(Duration.ofMinutes(1));
  }

  @Test
  void eachFieldIsRatedOverTheRecordsThatAreThere() {
    List<Fidelity.Rating> ratings = Fidelity.of(records, "elm", INVENTED, Overlay.NONE);

    Fidelity.Rating start = ratings.stream().filter(one -> one.field().equals("start")).findFirst().orElseThrow();
    assertEquals(new Fidelity.Rating(RecordType.APPOINTMENT, "start", 3, 2, 1, 3), start);
    assertEquals("67 %", start.sound());
    Fidelity.Rating status = ratings.stream().filter(one -> one.field().equals("status")).findFirst().orElseThrow();
    assertEquals(0, status.filled());
    assertEquals("-", status.sound());
  }

  @Test
  void codesWithoutAPlaceInTheLocalBuildAreNamed() {
    Overlay overlay = OverlayParser.parse("""
        version: 1
        local:
          visit-types:
            - {ours: new-patient, ehr: "101"}
        """);
    assertEquals(List.of(
            new LocalCodes.Use("visit-types", "77", "Recall", 2, LocalCodes.Standing.UNMAPPED),
            new LocalCodes.Use("visit-types", "new-patient", "", 1, LocalCodes.Standing.MAPPED)),
        LocalCodes.of(records, "elm", INVENTED, overlay).stream().filter(one -> one.list().equals("visit-types")).toList());
  }

  @Test
  void whatThePracticesOwnRowsHoldIsHeldAgainstTheListsOfTheInterfaceItCameFrom() {
    Overlay overlay = OverlayParser.parse("""
        version: 1
        appointment:
          - {field: custom.site, path: comment, codec: text, map: local.locations}
          - {parts: {family: custom.owner}, path: comment, codec: name-parts, argument: family, map: local.providers}
          - field: custom.carers
            path: participant
            codec: group
            rows: [{field: custom.carer, path: actor.display, codec: text, map: local.providers}]
        json:
          appointment:
            - {field: custom.site, path: $.site, codec: text, map: local.departments}
        local:
          providers: [{ours: dr-invented, ehr: "17", retired: true}]
        """);
    Map<String, Object> carers = Map.of("site", "5", "owner", "dr-invented", "carers",
        List.of(Map.of("custom.carer", "dr-invented"), Map.of("custom.carer", "18"), Map.of("custom.carer", "18")));
    store("fhir", StoredRecord.Ending.ACTIVE, Map.of("custom", carers),
        new Problem(Problem.Category.CODE_INVALID, "custom.carers.custom.carer", "The practice's providers do not have it."));
    store("v1", StoredRecord.Ending.ACTIVE, Map.of("location", "6", "custom", Map.of("site", "5")));
    clock.advance(Duration.ofMinutes(1));

    assertEquals(List.of(
            new LocalCodes.Use("departments", "5", "", 1, LocalCodes.Standing.UNMAPPED),
            new LocalCodes.Use("departments", "6", "", 1, LocalCodes.Standing.UNMAPPED),
            new LocalCodes.Use("locations", "5", "", 1, LocalCodes.Standing.UNMAPPED),
            new LocalCodes.Use("providers", "18", "", 1, LocalCodes.Standing.UNMAPPED),
            new LocalCodes.Use("providers", "dr-invented", "", 1, LocalCodes.Standing.RETIRED)),
        LocalCodes.of(records, "elm", INVENTED, overlay).stream().filter(one -> !one.list().equals("visit-types")).toList());

    List<Fidelity.Rating> ratings = Fidelity.of(records, "elm", INVENTED, overlay);
    assertTrue(ratings.contains(new Fidelity.Rating(RecordType.APPOINTMENT, "custom.carers", 5, 1, 0, 1)), ratings.toString());
    assertTrue(ratings.contains(new Fidelity.Rating(RecordType.APPOINTMENT, "custom.carers.custom.carer", 5, 1, 1, 1)));
  }

  @Test
  void aRecordThatIsWrittenAgainWhileItIsListedCountsOnce() {
    List<String> taken = new ArrayList<>();
    PracticeRecords.each(records, "elm", RecordType.APPOINTMENT, one -> {
      taken.add(one.id());
      if (taken.size() == 1) {
        records.put(one);
        clock.advance(Duration.ofMinutes(1));
      }
    });
    assertEquals(List.of("rec-0", "rec-1", "rec-2"), taken);
  }

  @Test
  void thePatientsOfTheseDaysAreCounted() {
    Connection elm = new Connection("elm", "Elm", "invented-ehr", 2, ZoneId.of("America/New_York"),
        List.of(new EhrInterface("fhir", URI.create("https://ehr.example/fhir"), "us", "key", List.of(), "")), false, 0);
    List.of("2026-11-23T23:59:00-05:00", "2026-11-24T00:00:00-05:00", "2026-11-28T04:59:00Z", "2026-11-28T05:00:00Z", "soon")
        .forEach(start -> store(StoredRecord.Ending.ACTIVE, Map.of("start", start, "patient", "of " + start)));
    store(StoredRecord.Ending.ACTIVE, Map.of("start", "2026-11-25T09:00:00-05:00", "patient", "of 2026-11-28T04:59:00Z"));
    store(StoredRecord.Ending.DELETED, Map.of("start", "2026-11-25T09:00:00-05:00", "patient", "gone"));
    clock.advance(Duration.ofMinutes(1));
    assertEquals(new Sizes(2, 2, 0, 0), PracticeSizes.of(records, roster, elm, NOW));

    for (int i = 0; i < 3; i++) {
      store(RecordType.PATIENT, "fhir", StoredRecord.Ending.ACTIVE, Map.of());
    }
    store(RecordType.PRACTITIONER, "fhir", StoredRecord.Ending.ACTIVE, Map.of());
    clock.advance(Duration.ofMinutes(1));
    assertEquals(new Sizes(3, 2, 1, 0), PracticeSizes.of(records, roster, elm, NOW));

    roster.follow("elm", "fhir", RosterStore.Kind.PATIENT, List.of("a", "b", "c", "d", "e"));
    roster.follow("elm", "fhir", RosterStore.Kind.LOCATION, List.of("l"));
    List.of("a", "b", "c").forEach(one -> roster.hot("elm", "fhir", one, List.of(NOW.atZone(elm.zone()).toLocalDate())));
    assertEquals(new Sizes(5, 3, 1, 1), PracticeSizes.of(records, roster, elm, NOW), "who is on the roster counts before the record is there");
  }

  private void store(StoredRecord.Ending ending, Map<String, Object> fields, Problem... problems) {
    store("fhir", ending, fields, problems);
  }

  private void store(String interfaceName, StoredRecord.Ending ending, Map<String, Object> fields, Problem... problems) {
    store(RecordType.APPOINTMENT, interfaceName, ending, fields, problems);
  }

  private void store(
      RecordType type, String interfaceName, StoredRecord.Ending ending, Map<String, Object> fields, Problem... problems) {
    String id = "rec-" + stored++;
    records.put(new StoredRecord("elm", type, id, new StoredRecord.Source(interfaceName, "Appointment", id, "1"),
        OptionalLong.empty(), clock.millis(), clock.instant(), "h", "invented-ehr@2.1.0", fields, List.of(problems), Set.of(),
        ending, "", true, 0));
  }
}
