package io.mediflow.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.RecordSpec.ChangeStrategy;
import io.mediflow.packages.Relist.By;
import io.mediflow.packages.Relist.Span;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RelistTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private static final EhrInterface OWN = new EhrInterface("fhir", URI.create("https://ehr.example"), "us", "key", List.of(), "");

  @Test
  void withinDatesTheNearOnesAreOneFlowAndAllAreAnother() {
    Relist relist = Packages.bundled().find("cerner", 1).orElseThrow().record(RecordType.APPOINTMENT, "fhir").orElseThrow()
        .relist().orElseThrow();

    assertEquals(By.PRACTITIONER, relist.by());
    assertEquals(List.of(Scope.HOT, Scope.REST), relist.scopes());
    Optional<Span> near = relist.span(Scope.HOT, NOON);
    assertEquals("practitioner=a%2Fb&date=ge2026-03-01T12:00:00Z&date=lt2026-03-16T12:00:00Z", relist.query("a/b", near));
    assertEquals(NOON.plus(Duration.ofDays(180)), relist.span(Scope.REST, NOON).orElseThrow().to());
    assertTrue(near.orElseThrow().holds(near.get().from()));
    assertFalse(near.orElseThrow().holds(near.get().to()));
  }

  @Test
  void patientsFallIntoTheHotSetAndTheRestAndWhatIsOfThePracticeIsWhole() {
    assertEquals(List.of(Scope.HOT, Scope.REST), new Relist(By.PATIENT, "patient={id}", Optional.empty()).scopes());
    assertEquals(List.of(Scope.WHOLE), new Relist(By.LOCATION, "_id={id}", Optional.empty()).scopes());
    Relist whole = new Relist(By.WHOLE, "active=true", Optional.empty());
    assertEquals(List.of(Scope.WHOLE), whole.scopes());
    assertEquals(Optional.empty(), whole.span(Scope.WHOLE, NOON));
    assertEquals("active=true", whole.query("all", Optional.empty()));
  }

  @Test
  void aSpecWithoutASearchDoesNotRunAndTheRestWaitsForTheNight() {
    EhrPackage ehr = Packages.bundled().find("cerner", 1).orElseThrow();

    RecordSpec slot = ehr.record(RecordType.SLOT, "fhir").orElseThrow();
    assertEquals(Optional.empty(), slot.listing(OWN));
    assertEquals(List.of(), slot.scopes(ChangeStrategy.WINDOWED_RELIST));
    RecordSpec patient = ehr.record(RecordType.PATIENT, "fhir").orElseThrow();
    assertEquals(Optional.of(ChangeStrategy.WINDOWED_RELIST), patient.listing(OWN));
    assertEquals(Duration.ofMinutes(5), patient.interval(Scope.HOT));
    assertEquals(Duration.ofHours(24), patient.interval(Scope.REST));
  }
}
