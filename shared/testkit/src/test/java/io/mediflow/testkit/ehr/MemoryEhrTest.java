package io.mediflow.testkit.ehr;

import static io.mediflow.testkit.ehr.MemoryEhr.Verb.CREATE;
import static io.mediflow.testkit.ehr.MemoryEhr.Verb.PATCH;
import static io.mediflow.testkit.ehr.MemoryEhr.Verb.READ;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.AuthMechanism;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResult;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryEhrTest {

  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
  private static final Access ACCESS = new Access(
      "oak", "fhir", URI.create("https://ehr.example/fhir"), AuthMechanism.NONE, "", "", List.of(), Duration.ofSeconds(5));
  private static final String PATIENT =
      "{\"resourceType\":\"Patient\",\"id\":\"p1\",\"identifier\":[{\"system\":\"urn:x\",\"value\":\"7\"}]}";

  private final MemoryEhr ehr = new MemoryEhr(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void pagesThroughWhatChangedAfterATime() {
    for (var i = 0; i < 5; i++) {
      ehr.put("{\"resourceType\":\"Patient\",\"id\":\"p" + i + "\"}", NOW.plusSeconds(i));
    }
    var ids = new ArrayList<String>();
    var page = page(ehr.search(ACCESS, "Patient", "_lastUpdated=gt2026-03-02T10:00:00Z&_count=2"));
    while (true) {
      page.resources().forEach(one -> ids.add(one.id()));
      if (page.next().isEmpty()) {
        break;
      }
      page = page(ehr.follow(ACCESS, page.next().get()));
    }
    assertEquals(List.of("p1", "p2", "p3", "p4"), ids);
    assertEquals(Kind.MALFORMED, kind(ehr.follow(ACCESS, URI.create("https://else.example/fhir/Patient?_offset=2"))));
  }

  @Test
  void findsByIdentifier() {
    ehr.put(PATIENT);
    assertEquals(1, page(ehr.search(ACCESS, "Patient", "identifier=urn%3Ax%7C7")).resources().size());
    assertEquals(0, page(ehr.search(ACCESS, "Patient", "identifier=urn:y%7C7")).resources().size());
  }

  @Test
  void patchesOnlyTheVersionThatWasRead() {
    ehr.put(PATIENT);
    var patch = "[{\"op\":\"test\",\"path\":\"/id\",\"value\":\"p1\"},{\"op\":\"add\",\"path\":\"/gender\",\"value\":\"other\"}]"
        .getBytes(UTF_8);
    assertInstanceOf(
        EhrResult.Done.class, ehr.patch(ACCESS, "Patient", "p1", patch, Optional.of("W/\"1\""), NOW));
    assertEquals("other", ehr.find("Patient", "p1").orElseThrow().path("gender").asText());
    assertEquals(
        Kind.PRECONDITION, kind(ehr.patch(ACCESS, "Patient", "p1", patch, Optional.of("W/\"1\""), NOW)));
    var unfit = "[{\"op\":\"remove\",\"path\":\"/gender\"},{\"op\":\"test\",\"path\":\"/id\",\"value\":\"p2\"}]".getBytes(UTF_8);
    assertEquals(Kind.REFUSED, kind(ehr.patch(ACCESS, "Patient", "p1", unfit, Optional.empty(), NOW)));
    assertEquals("other", ehr.find("Patient", "p1").orElseThrow().path("gender").asText());
    assertEquals(3, ehr.calls(PATCH).size());
  }

  @Test
  void losesAnAnswerAfterTheWorkAndFailsBeforeIt() {
    ehr.failNextAfterCommit(CREATE, Kind.BROKEN);
    assertEquals(Kind.BROKEN, kind(ehr.create(ACCESS, "Patient", PATIENT.getBytes(UTF_8), NOW)));
    assertEquals(1, ehr.all("Patient").size());
    ehr.failNext(CREATE, Kind.UNREACHABLE);
    assertEquals(Kind.UNREACHABLE, kind(ehr.create(ACCESS, "Patient", PATIENT.getBytes(UTF_8), NOW)));
    assertEquals(Kind.TOO_LATE, kind(ehr.create(ACCESS, "Patient", PATIENT.getBytes(UTF_8), NOW.minusSeconds(1))));
    assertEquals(1, ehr.all("Patient").size());
  }

  @Test
  void isAwayAndBackAndTellsWhatIsGone() {
    ehr.put(PATIENT);
    ehr.away(true);
    assertEquals(Kind.UNREACHABLE, kind(ehr.read(ACCESS, "Patient", "p1")));
    ehr.away(false);
    assertInstanceOf(EhrResult.Done.class, ehr.read(ACCESS, "Patient", "p1"));
    ehr.delete("Patient", "p1");
    assertEquals(Kind.GONE, kind(ehr.read(ACCESS, "Patient", "p1")));
    assertEquals(Kind.NOT_FOUND, kind(ehr.read(ACCESS, "Patient", "p2")));
  }

  @Test
  void letsSomebodyElseChangeItMeanwhile() {
    ehr.put(PATIENT);
    ehr.beforeNext(READ, () -> ehr.put(PATIENT));
    var read = assertInstanceOf(EhrResult.Done.class, ehr.read(ACCESS, "Patient", "p1"));
    assertTrue(read.toString().contains("W/\"2\""));
    assertFalse(ehr.calls().isEmpty());
  }

  private static EhrPage page(EhrResult<EhrPage> result) {
    return switch (result) {
      case EhrResult.Done<EhrPage>(var page) -> page;
      case EhrResult.Failed<EhrPage>(var failure) -> throw new AssertionError(failure);
    };
  }

  private static Kind kind(EhrResult<?> result) {
    return switch (result) {
      case EhrResult.Done<?> done -> throw new AssertionError("done");
      case EhrResult.Failed<?>(var failure) -> failure.kind();
    };
  }
}
