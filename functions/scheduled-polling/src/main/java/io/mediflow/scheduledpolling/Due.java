package io.mediflow.scheduledpolling;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.change.FlowWindow;
import io.mediflow.model.change.PendingFetch;
import io.mediflow.model.change.PendingFetchStore;
import io.mediflow.model.change.PollQueue;
import io.mediflow.model.store.Page;
import io.mediflow.model.watch.TimeScale;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a tick does: a marker, the flows that are due, the pending fetches that are due. */
@ApplicationScoped
public class Due {

  private final FlowStore flows;
  private final PendingFetchStore pending;
  private final PollQueue windows;
  private final ChangeQueue changes;
  private final ScheduledPollingConfig config;
  private final TimeScale scale;
  private final Clock clock;

  public Due(
      FlowStore flows, PendingFetchStore pending, PollQueue windows, ChangeQueue changes, ScheduledPollingConfig config,
      TimeScale scale, Clock clock) {
    this.flows = flows;
    this.pending = pending;
    this.windows = windows;
    this.changes = changes;
    this.config = config;
    this.scale = scale;
    this.clock = clock;
  }

  /** A tick takes a bounded number; the oldest first, so that the next tick takes what is left. */
  void tick() {
    Instant now = clock.instant();
    changes.send(List.of(Change.marker("marker-" + now.toEpochMilli(), now.toEpochMilli())));
    all(cursor -> flows.due(now, cursor, config.duePageSize()))
        .forEach(id -> windows.send(new FlowWindow(id.connection(), id.label())));
    // Read whole before it is claimed: claiming moves what the pages are of.
    List<PendingFetch> fetches = all(cursor -> pending.due(now, cursor, config.duePageSize()));
    for (int from = 0; from < fetches.size(); from += config.duePageSize()) {
      List<PendingFetch> some = fetches.subList(from, Math.min(fetches.size(), from + config.duePageSize()));
      some.forEach(one -> claim(one, now));
      changes.send(some.stream().map(one -> again(one.change())).toList());
    }
  }

  private <T> List<T> all(Function<String, Page<T>> pages) {
    List<T> found = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    for (int page = 0; page < config.mostDuePages(); page++) {
      Page<T> next = pages.apply(cursor.orElse(null));
      found.addAll(next.items());
      cursor = next.cursor();
      if (cursor.isEmpty()) {
        break;
      }
    }
    return found;
  }

  /** Before it is sent: a fetch that settles in between is then fetched once more at worst. */
  private void claim(PendingFetch one, Instant now) {
    pending.put(new PendingFetch(one.connection(), one.recordId(), one.type(), one.change(), one.since(),
        now.plus(scale.scaled(config.pendingClaim()))));
  }

  /** What a comparison asks for stays so, since what comes of it is counted. */
  private static Change again(Change one) {
    Change.Origin origin = one.origin() == Change.Origin.RECONCILIATION ? one.origin() : Change.Origin.PENDING_FETCH;
    return new Change(one.id(), origin, one.connection(), one.interfaceName(), one.resourceType(),
        one.sourceId(), null, null, one.fetchStart(), one.attempts());
  }
}
