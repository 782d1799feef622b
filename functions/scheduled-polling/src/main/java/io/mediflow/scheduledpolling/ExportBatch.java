package io.mediflow.scheduledpolling;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.ehr.BulkEhr.Line;
import io.mediflow.model.ehr.BulkEhr.Lines;
import io.mediflow.model.ehr.BulkEhr.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Hands the lines of a file over by the hundred, and keeps the place after each hundred: so much is done twice after a kill. */
final class ExportBatch implements Lines {

  private static final int MOST_BYTES = 1024 * 1024;

  private final FlowRun run;
  private final ChangeQueue changes;
  private final FlowLease lease;
  private final ScheduledPollingConfig config;
  private final BooleanSupplier timeLeft;
  private final List<Change> waiting = new ArrayList<>();
  private Optional<Flow> flow;
  private Place end;
  private int lines;
  private int refused;
  private int bytes;

  /** @param timeLeft whether more may be begun */
  ExportBatch(
      Flow flow, FlowRun run, ChangeQueue changes, FlowLease lease, ScheduledPollingConfig config, BooleanSupplier timeLeft) {
    this.flow = Optional.of(flow);
    this.run = run;
    this.changes = changes;
    this.lease = lease;
    this.config = config;
    this.timeLeft = timeLeft;
  }

  @Override
  public boolean take(Line line, Place after) {
    end = after;
    lines++;
    Flow own = flow.orElseThrow();
    // What it holds is as new as its beginning at least, and nobody knows whether newer.
    long fetchStart = own.checkpoint().export().orElseThrow().begun().toEpochMilli();
    switch (line) {
      case Line.Resource(var entry) -> {
        bytes += entry.body().length;
        if (Changes.isFollowed(own.id(), run.ehr(), entry)) {
          waiting.add(Changes.of(own.id(), entry, fetchStart));
        }
      }
      // Each is read by its id: only that says whether it is deleted, or no longer shown to us.
      case Line.Deleted(var references) -> references.forEach(one -> waiting.add(Changes.hint(
          own.id(), one.substring(0, one.indexOf('/')), one.substring(one.indexOf('/') + 1), fetchStart)));
      case Line.Refused() -> refused++;
    }
    boolean full = lines >= config.exportLines() || bytes >= MOST_BYTES;
    return !full || flush().isPresent() && timeLeft.getAsBoolean();
  }

  /**
   * Hands over what waits, and stores the place after it.
   *
   * @return the flow; empty when another worker has it
   */
  Optional<Flow> flush() {
    if (lines == 0 || flow.isEmpty()) {
      return flow;
    }
    if (!waiting.isEmpty()) {
      changes.send(List.copyOf(waiting));
    }
    Checkpoint next = ExportStep.taken(flow.get().checkpoint(), end, lines, waiting.size(), refused);
    flow = lease.keep(flow.get(), next);
    waiting.clear();
    lines = 0;
    refused = 0;
    bytes = 0;
    return flow;
  }
}
