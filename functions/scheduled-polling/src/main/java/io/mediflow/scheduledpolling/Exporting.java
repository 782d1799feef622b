package io.mediflow.scheduledpolling;

import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Checkpoint.Export;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.change.FlowWindow;
import io.mediflow.model.change.PollQueue;
import io.mediflow.model.ehr.BulkEhr;
import io.mediflow.model.ehr.BulkEhr.File;
import io.mediflow.model.ehr.BulkEhr.Wanted;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.watch.TimeScale;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Runs a window of the strategy bulk-since: asks the EHR for an export, looks at it until it is ready, takes its files and ends it.
 * Nothing waits in between: what the next invocation needs to know lies in the checkpoint.
 */
@ApplicationScoped
public class Exporting {

  private static final Logger LOG = Logger.getLogger(Exporting.class);

  private final FlowLease lease;
  private final FlowStore flows;
  private final BulkEhr bulk;
  private final ChangeQueue changes;
  private final PollQueue windows;
  private final ScheduledPollingConfig config;
  private final TimeScale scale;
  private final Clock clock;

  public Exporting(
      FlowLease lease, FlowStore flows, BulkEhr bulk, ChangeQueue changes, PollQueue windows, ScheduledPollingConfig config,
      TimeScale scale, Clock clock) {
    this.lease = lease;
    this.flows = flows;
    this.bulk = bulk;
    this.changes = changes;
    this.windows = windows;
    this.config = config;
    this.scale = scale;
    this.clock = clock;
  }

  void run(Flow leased, FlowRun run, Instant deadline) {
    Checkpoint at = leased.checkpoint();
    if (at.export().isPresent()) {
      URI job = URI.create(at.export().get().job());
      carryOut(leased, run, ExportStep.looked(at, bulk.look(run.access(), job), times(run)), deadline);
      return;
    }
    Wanted wanted = ExportStep.wanted(leased.id().scope(), run, at);
    Instant now = clock.instant();
    if (wanted.alone() && ExportStep.mustWait(leased.id(), flows.of(leased.id().connection()), now, config.longestExport())) {
      lease.rest(leased, at, soon(run), Optional.empty());
      return;
    }
    carryOut(leased, run, ExportStep.started(at, now, bulk.start(run.access(), wanted), times(run)), deadline);
  }

  private void carryOut(Flow flow, FlowRun run, ExportDecision decision, Instant deadline) {
    switch (decision) {
      case ExportDecision.Wait(var next, var due) -> lease.rest(flow, next, due, Optional.empty());
      case ExportDecision.Take(var next, var files) -> lease.keep(flow, next).ifPresent(own -> take(own, run, files, deadline));
      case ExportDecision.Fail(var next, var failure, var due) -> {
        LOG.warnf("export of %s/%s failed%s: %s", flow.id().connection(), flow.id().label(),
            next.export().isPresent() ? "" : " and begins anew", failure);
        if (next.export().isEmpty()) {
          flow.checkpoint().export().ifPresent(export -> end(run, export));
        }
        lease.rest(flow, next, due, Optional.of(failure));
      }
    }
  }

  private void take(Flow own, FlowRun run, List<File> files, Instant deadline) {
    Flow flow = own;
    for (int at = flow.checkpoint().export().orElseThrow().file(); at < files.size(); at++) {
      ExportBatch batch = new ExportBatch(flow, run, changes, lease, config, () -> clock.instant().isBefore(deadline));
      EhrResult<Boolean> read = bulk.read(run.access(), files.get(at), ExportStep.place(flow.checkpoint()), batch);
      Optional<Flow> taken = batch.flush();
      if (taken.isEmpty()) {
        return; // the lease ended, and another one goes on
      }
      switch (read) {
        case EhrResult.Failed<Boolean>(var failure) -> {
          carryOut(taken.get(), run, ExportStep.fileFailed(taken.get().checkpoint(), failure, times(run)), deadline);
          return;
        }
        case EhrResult.Done<Boolean>(var end) when end && ExportStep.isCutOff(taken.get().checkpoint(), files) -> {
          EhrFailure cut = EhrFailure.of(Kind.BROKEN);
          carryOut(taken.get(), run, ExportStep.fileFailed(taken.get().checkpoint(), cut, times(run)), deadline);
          return;
        }
        case EhrResult.Done<Boolean>(var end) when !end -> {
          handOn(taken.get(), run);
          return;
        }
        case EhrResult.Done<Boolean> end -> {
          Optional<Flow> next = lease.keep(taken.get(), ExportStep.nextFile(taken.get().checkpoint()));
          if (next.isEmpty()) {
            return;
          }
          flow = next.get();
        }
      }
    }
    whole(flow, run);
  }

  private void handOn(Flow flow, FlowRun run) {
    Checkpoint next = ExportStep.handedOn(flow.checkpoint());
    if (next.pages() % config.pagesPerChain() == 0) {
      lease.rest(flow, next, soon(run), Optional.empty());
      return;
    }
    lease.rest(flow, next, clock.instant(), Optional.empty())
        .ifPresent(one -> windows.send(new FlowWindow(one.id().connection(), one.id().label())));
  }

  private void whole(Flow flow, FlowRun run) {
    Checkpoint at = flow.checkpoint();
    if (at.walk().skipped() > 0) {
      LOG.warnf("export of %s/%s is whole but for %d that the EHR could not export, or nobody could read", flow.id().connection(),
          flow.id().label(), at.walk().skipped());
    }
    Export export = at.export().orElseThrow();
    end(run, export);
    lease.complete(flow, ExportStep.whole(at), export.begun(),
        ScheduledPolling.due(at.started().orElse(export.begun()), run.interval(), scale.scaled(config.early())));
  }

  /** That it is not ended harms nobody but the EHR's disk: its files expire. */
  private void end(FlowRun run, Export export) {
    if (bulk.end(run.access(), URI.create(export.job())) instanceof EhrResult.Failed<Boolean>(var failure)) {
      LOG.infof("an export of %s was not ended at the EHR: %s", run.connection().id(), failure.kind());
    }
  }

  private ExportStep.Times times(FlowRun run) {
    Instant now = clock.instant();
    return new ExportStep.Times(now, now.plus(scale.scaled(config.exportLook())), soon(run),
        now.plus(scale.scaled(config.exportAnew())), now.plus(config.longestWait()), config.longestExport(), now.plus(run.overlap()));
  }

  private Instant soon(FlowRun run) {
    Duration retry = scale.scaled(config.retry());
    return clock.instant().plus(retry.compareTo(run.interval()) < 0 ? retry : run.interval());
  }
}
