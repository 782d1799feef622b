package io.mediflow.packages.plan;

import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.RecordSpec.ChangeStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the changes of one record type of one interface are learned of, or why they are not. */
public sealed interface PlanLine {

  RecordType type();

  String interfaceName();

  /**
   * A flow, the EHR's notifications, or both.
   *
   * @param strategies     that run: all that tell us, and at most one that lists
   * @param interval       between two looks, at what is listed or at what sends it; where neither is, for how long silence is normal
   * @param overlap        how far a look reaches back, since an EHR may show a change only so late
   * @param callsPerMinute when nothing changes
   */
  record Followed(
      RecordType type, String interfaceName, List<ChangeStrategy> strategies, Scope scope, Duration interval, Duration overlap,
      double callsPerMinute) implements PlanLine {

    public Followed {
      strategies = List.copyOf(strategies);
    }

    /** Whether the EHR tells us: within seconds, as long as no notification is lost. */
    public boolean told() {
      return strategies.stream().anyMatch(one -> !one.listed());
    }

    public boolean listed() {
      return strategies.stream().anyMatch(ChangeStrategy::listed);
    }

    public Tier tier() {
      return told() ? Tier.REAL_TIME : Tier.of(interval);
    }

    /** The age that a listing keeps records within; empty where nothing is listed, and a lost notification stays lost. */
    public Optional<Duration> listedWithin() {
      return listed() ? Optional.of(interval.plus(overlap)) : Optional.empty();
    }

    /** Whether changes of the patients that matter today, or of all, are seen within minutes. */
    boolean prompt() {
      return closely() && tier().prompt();
    }

    /** Whether it is of the patients that matter today, or of all. */
    public boolean closely() {
      return switch (scope) {
        case WHOLE, HOT, TOLD, PUSHED -> true;
        case REST, GROUP, RECONCILE -> false;
      };
    }

    Followed every(Duration other) {
      return other.equals(interval) ? this : new Followed(type, interfaceName, strategies, scope, other, overlap,
          callsPerMinute * interval.toMillis() / other.toMillis());
    }
  }

  /**
   * Nothing runs.
   *
   * @param strategies that the package names
   * @param reason     a clause, said of the record type and interface
   * @param remedy     what would make it followed, as a sentence; empty when nothing of this version does
   */
  record NotFollowed(
      RecordType type, String interfaceName, List<ChangeStrategy> strategies, String reason, Optional<String> remedy)
      implements PlanLine {

    public NotFollowed {
      strategies = List.copyOf(strategies);
    }
  }
}
