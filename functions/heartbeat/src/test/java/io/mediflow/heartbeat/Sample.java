package io.mediflow.heartbeat;

import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.AuthMechanism;
import io.mediflow.model.watch.HeartbeatQueue;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Facts;
import io.mediflow.packages.InterfaceSpec;
import io.mediflow.packages.Packages;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A made-up practice and EHR. */
final class Sample {

  static final Packages PACKAGES = new Packages(List.of(new EhrPackage(
      "invented", "1.0.0", "An invented EHR",
      Map.of("fhir", new InterfaceSpec("fhir", AuthMechanism.PRIVATE_KEY_JWT, List.of(), Duration.ofSeconds(5), Optional.empty())),
      List.of(), Map.of(), Map.of(), List.of(), Facts.NONE)));

  private Sample() {}

  static Connection connection(String id, boolean paused) {
    return new Connection(id, "Practice " + id, "invented", 1, ZoneId.of("America/New_York"), List.of(
        new EhrInterface("fhir", URI.create("https://ehr.example/fhir"), "client", "key-1", List.of(), "")), paused, 0);
  }

  /** The room's queue as a list of words. */
  static final class Queue implements HeartbeatQueue {

    final List<String> sent = new ArrayList<>();

    @Override
    public void units(List<String> connections) {
      sent.addAll(connections);
    }

    @Override
    public void next(String cursor, int page) {
      sent.add(cursor + "@" + page);
    }
  }
}
