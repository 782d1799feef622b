package io.mediflow.webhookintake;

import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.AuthMechanism;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Facts;
import io.mediflow.packages.HookSpec;
import io.mediflow.packages.InterfaceSpec;
import io.mediflow.packages.MappingTable;
import io.mediflow.packages.PackageParser;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec;
import io.mediflow.testkit.contract.RecordStoreContract;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A made-up practice and EHR. */
final class Sample {

  static final String SECRET = "the shared secret";

  static final EhrPackage EHR = new EhrPackage(
      "invented", "1.0.0", "An invented EHR",
      Map.of("fhir", new InterfaceSpec("fhir", AuthMechanism.NONE, List.of(), Duration.ofSeconds(5),
          Optional.of(new HookSpec(HookSpec.Mechanism.HEADER_SECRET, "X-Hook-Secret")))),
      List.of(new RecordSpec(
          RecordType.PATIENT, "fhir", new MappingTable(RecordType.PATIENT, "Patient", List.of()),
          Set.of(RecordSpec.ChangeStrategy.REST_HOOK), "", 10, Duration.ofMinutes(2), Duration.ofMinutes(1))),
      Map.of(), Map.of(), List.of(), Facts.NONE);

  /** The test kit's invented EHR: Standard Webhooks and subscriptions, by data alone. */
  static final EhrPackage LANTERN = PackageParser.resources(RecordStoreContract.class.getClassLoader(), "invented-ehr");

  /** The bundled package whose EHR signs with an HMAC and counts events within a bundle. */
  static final EhrPackage EVENTS = Packages.bundled().find("athenahealth", 1).orElseThrow();

  /** The bundled package of HL7 v2 and nothing else. */
  static final EhrPackage FEED = Packages.bundled().find("hl7v2", 1).orElseThrow();

  /** The bundled package at whose EHRs we subscribe. */
  static final EhrPackage TOLD = Packages.bundled().find("smart-r4", 1).orElseThrow();

  static final Packages PACKAGES = new Packages(List.of(EHR, LANTERN, EVENTS, FEED, TOLD));

  private Sample() {}

  /** Of any package, with these of its interfaces. */
  static Connection connection(String id, EhrPackage ehr, String... interfaces) {
    return new Connection(id, "Practice " + id, ehr.name(), ehr.major(), ZoneId.of("America/New_York"),
        Stream.of(interfaces).map(one -> new EhrInterface(
            one, URI.create("https://ehr.example/" + one), "client", "key-1", List.of(), "hook-" + id)).toList(), false, 0);
  }

  /** As the sender of {@code path} would be known by its own interface {@code fhir}. */
  static Hook hook(Connection connection, EhrPackage ehr, String path) {
    return new Hook(HookPath.of(path).orElseThrow(), connection, connection.interfaceNamed("fhir").orElseThrow(), ehr,
        ehr.interfaces().get("fhir").hook().orElseThrow());
  }

  /** Whose subscriptions we make. */
  static Connection told(String id) {
    return new Connection(id, "Practice " + id, TOLD.name(), TOLD.major(), ZoneId.of("America/New_York"), List.of(new EhrInterface(
        "fhir", URI.create("https://ehr.example/fhir"), "client", "key-1", List.of(), "hook-" + id,
        Map.of("notify-at", "https://hooks.example"), Map.of())), false, 0);
  }

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
