package io.mediflow.cli.sample;

import io.mediflow.cli.Failure;
import io.mediflow.cli.connection.ConnectionPlan;
import io.mediflow.cli.connection.ConnectionSetup;
import io.mediflow.cli.run.LocalSystem;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.model.connection.Application;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Packages;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The practice that {@code up} connects: the sandbox EHR, its keys, its webhook, and one application that may do all. */
public final class SamplePractice {

  public static final String CONNECTION = "sample-practice";
  public static final String APPLICATION = "sample-app";
  private static final String INTERFACE = "fhir";

  private SamplePractice() {}

  /** Connects it; at a second start only what has changed is done again (ports may have). */
  public static SandboxEhr connect(LocalSystem system) {
    RunFile run = system.run();
    URI fhir = run.sandbox().orElseThrow(() -> new Failure("The sandbox EHR does not run."));
    SandboxEhr ehr = new SandboxEhr(fhir);
    EhrPackage smart = Packages.bundled().find("smart-r4", 1).orElseThrow();
    ConnectionPlan plan = new ConnectionPlan(
        CONNECTION, "Sample Family Practice", smart, ZoneId.of("America/New_York"),
        List.of(new ConnectionPlan.Way(INTERFACE, fhir, "mediflow", CONNECTION, List.of(), true)),
        List.of(new Application(APPLICATION, "Sample application", CONNECTION, Set.of(RecordType.values()),
            smart.operations().keySet(), "TREAT")),
        Optional.empty());
    try (Stores stores = Stores.of(run)) {
      ConnectionSetup setup = new ConnectionSetup(stores);
      setup.prepare(plan); // keys first: the EHR must know them before the first call
      ehr.register("mediflow", URI.create(run.api() + "/.well-known/jwks.json"));
      ehr.notify(
          URI.create(run.api() + "/hooks/" + CONNECTION + "/" + INTERFACE),
          smart.interfaces().get(INTERFACE).hook().orElseThrow().header(),
          new String(stores.secret(ConnectionSetup.hookSecret(CONNECTION, INTERFACE)), StandardCharsets.UTF_8));
      setup.putOrUpdate(plan);
      stores.tick("scheduled-polling");
    }
    return ehr;
  }

  /** A fresh one-time link to its page. */
  public static String link(RunFile run) {
    try (Stores stores = Stores.of(run)) {
      return stores.link(CONNECTION);
    }
  }
}
