package io.mediflow.freshnesscheck;

import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.store.Page;
import io.mediflow.model.watch.Breach;
import io.mediflow.model.watch.FreshnessQueue;
import io.mediflow.model.watch.Notifier;
import io.mediflow.model.watch.StatusStore;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.watch.Watch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/** Goes round the connections, and holds the thresholds against one. */
@ApplicationScoped
public class FreshnessCheckAct {

  private static final Logger LOG = Logger.getLogger(FreshnessCheckAct.class);

  private final ConnectionStore connections;
  private final FreshnessQueue queue;
  private final Survey survey;
  private final StatusStore status;
  private final Notifier notifier;
  private final Watch watch;
  private final Thresholds thresholds;
  private final FreshnessCheckConfig config;

  public FreshnessCheckAct(
      ConnectionStore connections, FreshnessQueue queue, Survey survey, StatusStore status, Notifier notifier, Watch watch,
      Thresholds thresholds, FreshnessCheckConfig config, TimeScale scale) {
    this.connections = connections;
    this.queue = queue;
    this.survey = survey;
    this.status = status;
    this.notifier = notifier;
    this.watch = watch;
    this.thresholds = thresholds.scaled(scale);
    this.config = config;
  }

  /** @param cursor where the page before ended, or null for the first */
  public void round(String cursor, int page) {
    Page<Connection> found = connections.page(cursor, config.pageSize());
    queue.units(found.items().stream().map(Connection::id).toList());
    if (found.cursor().isPresent() && page + 1 >= config.mostPages()) {
      LOG.errorf("a round of checks ends after %d pages with connections left: raise mediflow.freshness-check.page-size", page + 1);
      return;
    }
    found.cursor().ifPresent(next -> queue.next(next, page + 1));
  }

  /** A connection that is gone is not checked; one that is paused neither breaks a promise nor recovers. */
  public void check(String connectionId) {
    connections.find(connectionId).filter(one -> !one.paused()).ifPresent(this::check);
  }

  private void check(Connection connection) {
    Set<String> inBreach = new HashSet<>();
    for (FreshnessCheckDecision decision : FreshnessCheck.decide(survey.of(connection, thresholds.longestWindow()), thresholds)) {
      switch (decision) {
        case FreshnessCheckDecision.Begins(var breach) -> {
          inBreach.add(breach.kind());
          if (status.begin(breach)) {
            tell(breach, "begins");
          }
        }
        case FreshnessCheckDecision.Goes(var breach) -> inBreach.add(breach.kind());
        case FreshnessCheckDecision.Ends(var breach) -> {
          if (status.end(breach)) {
            tell(breach, "ends");
          }
        }
      }
    }
    FreshnessCheck.KINDS.forEach(kind -> watch.breach(connection.id(), kind, inBreach.contains(kind)));
  }

  private void tell(Breach breach, String transition) {
    LOG.infof("breach %s: %s %s %s", transition, breach.connection(), breach.kind(), breach.subject());
    try {
      notifier.tell(breach);
    } catch (RuntimeException notTold) {
      // The transition is stored and shows on the page, and the breach metric raises its own alarm; the rest must still be told.
      LOG.errorf("breach %s: %s %s could not be told: %s", transition, breach.connection(), breach.kind(),
          notTold.getClass().getName());
    }
  }
}
