package io.mediflow.freshnesscheck;

import io.mediflow.model.record.QuarantineStore;
import io.mediflow.model.watch.Breach;
import io.mediflow.model.write.WriteState;
import io.mediflow.watch.Words;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What lies and waits: quarantine and unsettled writes. */
final class BacklogChecks {

  private final Situation situation;
  private final Thresholds thresholds;
  private final Breaches breaches;

  BacklogChecks(Situation situation, Thresholds thresholds) {
    this.situation = situation;
    this.thresholds = thresholds;
    this.breaches = new Breaches(situation);
  }

  List<Breach> breaches() {
    QuarantineStore.Tally lies = situation.quarantine();
    if (lies.count() > thresholds.quarantine().count()) {
      breaches.add("quarantine", "count", "%s%s from the EHR could not be read and are set aside; at most %d are accepted."
          .formatted(lies.count() >= Survey.MOST_ASIDE ? "At least " : "", Words.many(lies.count(), "change"),
              thresholds.quarantine().count()));
    }
    Optional<Duration> oldest = lies.oldest().map(since -> Duration.between(since, situation.now()));
    oldest.filter(age -> age.compareTo(thresholds.quarantine().over()) > 0).ifPresent(age -> breaches.add("quarantine", "age",
        "A change from the EHR has been set aside for more than %s.".formatted(Words.duration(thresholds.quarantine().over()))));
    writes(WriteState.UNKNOWN, thresholds.writes().unknown(), "unknown", "%s to the EHR: it is not known whether it arrived.");
    writes(WriteState.NEEDS_HUMAN, thresholds.writes().needsHuman(), "needs-human", "%s to the EHR: a person must decide.");
    return breaches.all();
  }

  private void writes(WriteState state, int most, String subject, String sentence) {
    long count = situation.counts().byState().get(state);
    if (count > most) {
      breaches.add("writes", subject, sentence.formatted(Words.many(count, "write")));
    }
  }
}
