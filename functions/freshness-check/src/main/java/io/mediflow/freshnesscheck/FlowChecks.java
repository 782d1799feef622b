package io.mediflow.freshnesscheck;

import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.watch.Breach;
import io.mediflow.watch.Freshness;
import io.mediflow.watch.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Freshness of each flow, and the change queue that all of them go through. */
final class FlowChecks {

  private final Situation situation;
  private final Thresholds thresholds;
  private final Breaches breaches;
  private final Optional<Instant> marker;

  FlowChecks(Situation situation, Thresholds thresholds) {
    this.situation = situation;
    this.thresholds = thresholds;
    this.breaches = new Breaches(situation);
    this.marker = Freshness.marker(situation.marker(), situation.flows(), situation.rollups(), situation.now());
  }

  List<Breach> breaches() {
    situation.flows().forEach(this::fresh);
    marker.map(at -> Duration.between(at, situation.now()))
        .filter(age -> age.compareTo(thresholds.queue().over()) > 0)
        .ifPresent(age -> breaches.add("queue", "change-mapping",
            "Changes wait for more than %s to be taken in.".formatted(Words.duration(thresholds.queue().over()))));
    return breaches.all();
  }

  /** A first load that is paced by the EHR's limit goes as it should, however often it is held back. */
  private static final String PACED = "THROTTLED";

  private void fresh(Flow flow) {
    if (flow.id().scope() == FlowId.Scope.PUSHED) {
      pushed(flow);
      return;
    }
    RecordType type = flow.id().type();
    Freshness freshness = Freshness.of(
        flow, Optional.empty(), Optional.ofNullable(situation.pending().get(type)), marker, situation.now());
    Duration age = freshness.age(situation.now());
    Duration limit = limit(flow);
    if (age.compareTo(limit) > 0) {
      breaches.add("freshness", flow.id().label(), "%s are more than %s behind the EHR. %s".formatted(
          Words.records(flow.id()), Words.duration(limit), reason(freshness.heldBy(), flow.id().scope())));
    } else if (!freshness.complete() && flow.failure().filter(one -> !one.equals(PACED)).isPresent()) {
      breaches.add("freshness", flow.id().label(),
          "The first sync of %s has not come to its end: the last attempt failed.".formatted(Words.records(flow.id()).toLowerCase(Locale.ROOT)));
    }
  }

  /** That nothing is sent is told later than that something which was sent lies; an agent that lives does not make a silent sender well. */
  private void pushed(Flow flow) {
    Duration silence = situation.intervals().getOrDefault(flow.id(), Duration.ZERO);
    Duration over = thresholds.freshness().over();
    Freshness held = Freshness.of(
        flow, Optional.of(situation.now()), Optional.ofNullable(situation.pending().get(flow.id().type())), marker, situation.now());
    if (held.age(situation.now()).compareTo(over) > 0) {
      breaches.add("freshness", flow.id().label(), "%s are more than %s behind the EHR. %s".formatted(
          Words.records(flow.id()), Words.duration(over), reason(held.heldBy(), flow.id().scope())));
    } else if (silence.isPositive() && Duration.between(Freshness.silentSince(flow), situation.now()).compareTo(silence) > 0) {
      breaches.add("freshness", flow.id().label(), ("%s: nothing has been sent for more than %s. The practice's hours are not known here:"
          + " if it was closed, all is well; else see whether its EHR still sends.").formatted(Words.records(flow.id()), Words.duration(silence)));
    }
  }

  /** A flow that looks more seldom than the threshold asks is held to its interval, and a quarter more for its window to run. */
  private Duration limit(Flow flow) {
    Duration over = thresholds.freshness().over();
    Duration interval = situation.intervals().getOrDefault(flow.id(), Duration.ZERO);
    Duration slack = interval.dividedBy(4);
    return interval.compareTo(over) < 0 ? over : interval.plus(slack.compareTo(over) < 0 ? over : slack);
  }

  private static String reason(Freshness.Cause cause, FlowId.Scope scope) {
    return switch (cause) {
      case WINDOW -> scope == FlowId.Scope.TOLD
          ? "The EHR has sent nothing in that time, and does not say that its subscriptions work."
          : "The EHR has not been asked, or has not answered, in that time.";
      case PENDING_FETCH -> "A record that changed could not be fetched yet.";
      case QUEUE -> "Changes wait to be taken in.";
      case FIRST_SYNC -> "The first sync has not come to its end.";
    };
  }
}
