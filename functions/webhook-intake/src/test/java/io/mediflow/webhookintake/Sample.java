package io.mediflow.webhookintake;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A made-up practice and EHR. */
final class Sample {

  static final String SECRET = "the shared secret";

  static final EhrPackage EHR = new EhrPackage(
      "invented", "1.0.0", "An invented EHR",
      Map.of("fhir", new InterfaceSpec("fhir", AuthMechanism.NONE, List.of(), Duration.ofSeconds(5),
          Optional.of(new InterfaceSpec.HookSpec("header-secret", "X-Hook-Secret")))),
      List.of(new RecordSpec(
          RecordType.PATIENT, "fhir", new MappingTable(RecordType.PATIENT, "Patient", List.of()),
          Set.of(RecordSpec.ChangeStrategy.REST_HOOK), "", 10, Duration.ofMinutes(2), Duration.ofMinutes(1))),
      Map.of(), Map.of(), List.of(), Facts.NONE);

  static final Packages PACKAGES = new Packages(List.of(EHR));

  private Sample() {}

  static Connection connection(String id, boolean paused) {
    return new Connection(id, "Practice " + id, "invented", 1, ZoneId.of("America/New_York"), List.of(
        new EhrInterface("fhir", URI.create("https://ehr.example/fhir"), "client", "key-1", List.of(), "hook-" + id)), paused, 0);
  }

  static Notification notification(String method, String path, String secret, String contentType, String body) {
    return new Notification(method, path, Map.of("x-hook-secret", secret, "content-type", contentType),
        body.getBytes(StandardCharsets.UTF_8));
  }

  static Notification post(String path, String body) {
    return notification("POST", path, SECRET, "application/fhir+json", body);
  }
}
