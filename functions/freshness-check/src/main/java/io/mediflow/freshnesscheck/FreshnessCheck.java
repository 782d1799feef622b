package io.mediflow.freshnesscheck;

import io.mediflow.model.watch.Breach;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides which breaches begin, go on and end. */
final class FreshnessCheck {

  /** Every kind that is checked; each has its metric. */
  static final List<String> KINDS = List.of(
      "heartbeat", "agent", "certificate", "key", "freshness", "errors", "latency", "queue", "quarantine", "writes");

  private FreshnessCheck() {}

  static List<FreshnessCheckDecision> decide(Situation situation, Thresholds thresholds) {
    Map<String, Breach> found = new LinkedHashMap<>();
    new ReachChecks(situation, thresholds).breaches().forEach(one -> found.put(key(one), one));
    new FlowChecks(situation, thresholds).breaches().forEach(one -> found.put(key(one), one));
    new CallChecks(situation, thresholds).breaches().forEach(one -> found.put(key(one), one));
    new BacklogChecks(situation, thresholds).breaches().forEach(one -> found.put(key(one), one));

    List<FreshnessCheckDecision> decisions = new ArrayList<>();
    for (Breach before : situation.open()) {
      decisions.add(found.remove(key(before)) == null
          ? new FreshnessCheckDecision.Ends(ended(before, situation))
          : new FreshnessCheckDecision.Goes(before));
    }
    found.values().forEach(one -> decisions.add(new FreshnessCheckDecision.Begins(one)));
    return decisions;
  }

  private static Breach ended(Breach one, Situation situation) {
    return new Breach(
        one.connection(), one.kind(), one.subject(), one.sentence(), one.since(), Optional.of(situation.now()));
  }

  private static String key(Breach one) {
    return one.kind() + "/" + one.subject();
  }
}
