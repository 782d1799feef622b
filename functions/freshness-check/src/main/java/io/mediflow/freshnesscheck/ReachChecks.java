package io.mediflow.freshnesscheck;

import io.mediflow.model.watch.Breach;
import io.mediflow.model.watch.Heartbeat;
import io.mediflow.model.watch.SignOfLife;
import io.mediflow.watch.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Heartbeat, certificate and key; the agent in the practice's network. A sentence is told once and read later: it names limits and days, no ages. */
final class ReachChecks {

  private final Situation situation;
  private final Thresholds thresholds;
  private final Breaches breaches;

  ReachChecks(Situation situation, Thresholds thresholds) {
    this.situation = situation;
    this.thresholds = thresholds;
    this.breaches = new Breaches(situation);
  }

  List<Breach> breaches() {
    for (Heartbeat one : situation.heartbeats()) {
      beats(one);
      expiry("certificate", one.interfaceName(), one.certificateEnds(), thresholds.certificate().under(),
          "The certificate of the EHR's server", "The EHR's operator must renew it.");
      expiry("key", one.interfaceName(), one.keyEnds(), thresholds.key().under(),
          "Our signing key for the EHR", "Make a new key and register it with the EHR.");
    }
    situation.signs().forEach(this::lives);
    return breaches.all();
  }

  private void lives(SignOfLife one) {
    Thresholds.Agent limit = thresholds.agent();
    if (Duration.between(one.at(), situation.now()).compareTo(limit.silence()) > 0) {
      breaches.add("agent", one.interfaceName() + "/silence", ("The agent in the practice's network has not been heard for more than %s:"
          + " its machine, its network or the agent itself has stopped. What it holds is kept there.").formatted(Words.duration(limit.silence())));
    } else if (one.oldest().compareTo(limit.oldest()) > 0) {
      breaches.add("agent", one.interfaceName() + "/queue",
          "Messages have waited for more than %s at the agent in the practice's network.".formatted(Words.duration(limit.oldest())));
    }
    if (one.refused() > limit.refused()) {
      breaches.add("agent", one.interfaceName() + "/refused", ("The agent in the practice's network has set messages aside that cannot be"
          + " taken in. Somebody must look at its folder \"refused\"."));
    }
    expiry("certificate", one.interfaceName() + "/agent", one.certificateEnds(), thresholds.certificate().under(),
        "The certificate of the agent in the practice's network", "Whoever looks after the agent must renew it.");
  }

  private void beats(Heartbeat one) {
    Duration silent = Duration.between(one.at(), situation.now());
    if (one.misses() >= thresholds.heartbeat().misses()) {
      breaches.add("heartbeat", one.interfaceName(), one.failure().map(Words::heartbeat).orElse("The EHR did not pass its check.")
          + (one.lastWell().isPresent() ? "" : " It has not passed a check yet."));
    } else if (silent.compareTo(thresholds.heartbeat().silence()) > 0) {
      breaches.add("heartbeat", one.interfaceName(),
          "The EHR has not been checked for more than %s: the heartbeat itself has stopped.".formatted(
              Words.duration(thresholds.heartbeat().silence())));
    }
  }

  private void expiry(
      String kind, String subject, Optional<Instant> ends, Duration under, String what, String remedy) {
    ends.map(at -> Duration.between(situation.now(), at)).filter(left -> left.compareTo(under) < 0).ifPresent(left ->
        breaches.add(kind, subject, what + (left.isNegative() ? " has ended. " : " ends on " + ends.get().atOffset(ZoneOffset.UTC).toLocalDate() + ". ") + remedy));
  }
}
