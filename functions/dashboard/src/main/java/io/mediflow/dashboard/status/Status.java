package io.mediflow.dashboard.status;

import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.Reconciliation;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.record.QuarantineStore;
import io.mediflow.model.watch.Breach;
import io.mediflow.model.watch.Heartbeat;
import io.mediflow.model.watch.Rollup;
import io.mediflow.model.watch.SignOfLife;
import io.mediflow.model.write.LedgerCounts;
import io.mediflow.model.write.Write;
import io.mediflow.packages.NightlyPlan;
import io.mediflow.watch.CallTotals;
import io.mediflow.watch.Freshness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a connection stands. No patient is in it, but the writes hold some: only their id, operation, state and outcome are shown.
 *
 * @param signs   of life, of agents in the practice's network
 * @param open    breaches that go on
 * @param recent  the newest transitions, newest first
 * @param rollups of the last {@code window}
 * @param waiting the newest writes that are not settled
 * @param failed  the newest writes that somebody must look at
 * @param nightly what is compared with the EHR each night, and what cannot be
 */
public record Status(
    Connection connection,
    Instant now,
    List<FlowStatus> flows,
    List<Heartbeat> heartbeats,
    List<SignOfLife> signs,
    List<Breach> open,
    List<Breach> recent,
    List<Rollup> rollups,
    Duration window,
    LedgerCounts counts,
    List<Write> waiting,
    List<Write> failed,
    QuarantineStore.Tally quarantine,
    List<Nightly> nightly) {

  /** Quarantine is counted no further than this. */
  public static final int MOST_ASIDE = 1000;

  /** A flow and how far it is behind. */
  public record FlowStatus(Flow flow, Freshness freshness) {

    /** Whether it is only sent to us: its age is how long nothing was heard, and no measure of being behind. */
    public boolean pushed() {
      return flow.id().scope() == FlowId.Scope.PUSHED;
    }
  }

  /**
   * One record type of one interface.
   *
   * @param last its last comparison; empty before the first, and where nothing is compared
   */
  public record Nightly(NightlyPlan.Line line, Optional<Reconciliation> last) {

    /** What was not compared; before the first comparison what cannot be. */
    public Optional<Reconciliation.Gap> gap() {
      return last.map(Reconciliation::gap).orElse(line.gap());
    }
  }

  /** The one thing that a person wants to know. */
  public enum Verdict {
    WELL("Everything is in step with your EHR."),
    FIRST_SYNC("The first sync with your EHR is under way."),
    ATTENTION("The sync needs attention."),
    PAUSED("The sync is paused.");

    private final String sentence;

    Verdict(String sentence) {
      this.sentence = sentence;
    }

    public String sentence() {
      return sentence;
    }
  }

  public Verdict verdict() {
    if (connection.paused()) {
      return Verdict.PAUSED;
    }
    if (!open.isEmpty()) {
      return Verdict.ATTENTION;
    }
    boolean complete = !flows.isEmpty() && flows.stream().allMatch(one -> one.freshness().complete());
    return complete ? Verdict.WELL : Verdict.FIRST_SYNC;
  }

  public CallTotals calls() {
    return CallTotals.of(rollups);
  }
}
