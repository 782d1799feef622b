package io.mediflow.scheduledpolling;

import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.AuthMechanism;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Facts;
import io.mediflow.packages.InterfaceSpec;
import io.mediflow.packages.MappingTable;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A made-up practice and EHR that lists ten resources a page. */
final class Sample {

  static final RecordSpec PATIENT = new RecordSpec(
      RecordType.PATIENT, "fhir", new MappingTable(RecordType.PATIENT, "Patient", List.of()),
      Set.of(RecordSpec.ChangeStrategy.LAST_UPDATED), "", 10, Duration.ofMinutes(2), Duration.ofMinutes(1));

  static final EhrPackage EHR = new EhrPackage(
      "invented", "1.0.0", "An invented EHR",
      Map.of("fhir", new InterfaceSpec("fhir", AuthMechanism.NONE, List.of(), Duration.ofSeconds(5), Optional.empty())),
      List.of(PATIENT), Map.of(), Map.of(), List.of(), Facts.NONE);

  static final Packages PACKAGES = new Packages(List.of(EHR));

  private Sample() {}

  static Connection connection(String id, boolean paused, long version) {
    return new Connection(id, "Practice " + id, "invented", 1, ZoneId.of("America/New_York"), List.of(
        new EhrInterface("fhir", URI.create("https://ehr.example/fhir"), "client", "key-1", List.of(), "")), paused, version);
  }

  static String patient(String id) {
    return "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"}";
  }

  /** Settings that a test can change one of. */
  record Settings(
      int duePageSize, int mostDuePages, int pagesPerRun, Duration runTime, int pagesPerChain, int listingsPerRun,
      int attemptsPerSubject, Duration lease, Duration early, Duration retry,
      Duration longestWait, Duration idle, Duration pendingClaim, Duration exportLook, Duration exportAnew, Duration longestExport,
      int exportLines, Duration switchOn)
      implements ScheduledPollingConfig {

    static Settings usual() {
      return pages(3, 500);
    }

    static Settings pages(int pagesPerRun, int pagesPerChain) {
      return new Settings(2, 3, pagesPerRun, Duration.ofSeconds(25), pagesPerChain, 20, 3, Duration.ofSeconds(45), Duration.ofSeconds(5), Duration.ofSeconds(30),
          Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofMinutes(10),
          Duration.ofHours(24), 3, Duration.ofMinutes(5));
    }
  }
}
