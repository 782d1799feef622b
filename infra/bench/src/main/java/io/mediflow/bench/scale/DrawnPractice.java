package io.mediflow.bench.scale;

import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Format;
import io.mediflow.packages.Packages;
import io.mediflow.packages.plan.Planner;
import io.mediflow.packages.plan.Sizes;
import io.mediflow.packages.plan.SyncPlan;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;

/** A practice that the seed has drawn, and its plan by the real planner. */
record DrawnPractice(EhrPackage ehr, Sizes sizes, SyncPlan plan) {

  private static final Packages PACKAGES = Packages.bundled();

  static DrawnPractice of(Random random) {
    int percent = random.nextInt(100);
    String name = Assumed.PACKAGES.getLast().packageName();
    for (Assumed.Share share : Assumed.PACKAGES) {
      percent -= share.percent();
      if (percent < 0) {
        name = share.packageName();
        break;
      }
    }
    EhrPackage ehr = PACKAGES.find(name, 1).orElseThrow();
    int roster = (int) (Assumed.MEDIAN_ROSTER * Math.exp(Assumed.SPREAD * random.nextGaussian()));
    int hot = (int) Math.ceil(roster * Assumed.HOT_PERCENT / 100);
    Sizes sizes = new Sizes(roster, hot, 1 + roster / Assumed.PATIENTS_PER_PRACTITIONER, 1 + roster / 5_000);
    return new DrawnPractice(ehr, sizes, Planner.plan(ehr, connection(ehr), sizes));
  }

  private static Connection connection(EhrPackage ehr) {
    List<EhrInterface> interfaces = ehr.interfaces().values().stream().filter(one -> one.format() != Format.HL7V2)
        .map(one -> new EhrInterface(one.name(), URI.create("https://ehr.example/fhir"), "c", "k", List.of(), one.hook().isPresent() ? "s" : ""))
        .toList();
    return new Connection("c", "C", ehr.name(), ehr.major(), ZoneId.of("America/New_York"), interfaces, false, 0);
  }

  /** In the day. */
  double changes() {
    return sizes.hotSet() * Assumed.HOT_CHANGES + (sizes.roster() - sizes.hotSet()) * Assumed.OTHER_CHANGES;
  }
}
