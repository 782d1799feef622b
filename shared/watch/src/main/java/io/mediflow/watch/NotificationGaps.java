package io.mediflow.watch;

import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Changes that notifications did not bring, or not name: has them listed, and counts. */
@ApplicationScoped
public class NotificationGaps {

  /** By {@code listed} and {@code not-listed}: whether a flow makes up for it; {@code told}: the EHR told them when asked. */
  public static final String METRIC = "notificationGaps";

  private static final Logger LOG = Logger.getLogger(NotificationGaps.class);

  private final FlowStore flows;
  private final Watch watch;

  public NotificationGaps(FlowStore flows, Watch watch) {
    this.flows = flows;
    this.watch = watch;
  }

  /**
   * Makes the flows of these record types due. The rest of the roster keeps its time: it takes a call for each patient, and the
   * night lists it anyway.
   *
   * @return false when a window of one is under way, which may have passed what is missing
   */
  public boolean relist(String connection, Set<FlowId> missing, Instant at) {
    Set<FlowId> listed = flows.of(connection).stream().map(Flow::id)
        .filter(one -> one.scope() != FlowId.Scope.TOLD && one.scope() != FlowId.Scope.PUSHED)
        .collect(Collectors.toSet());
    boolean idle = true;
    for (FlowId one : missing) {
      for (FlowId.Scope scope : Set.of(FlowId.Scope.WHOLE, FlowId.Scope.HOT)) {
        FlowId flow = new FlowId(connection, one.interfaceName(), one.type(), scope);
        idle &= !listed.contains(flow) || flows.dueNow(flow, at);
      }
    }
    Set<String> unlisted = missing.stream().filter(one -> listed.stream().noneMatch(flow -> same(flow, one)))
        .map(one -> one.interfaceName() + "/" + one.type().label()).collect(Collectors.toSet());
    if (unlisted.size() < missing.size()) {
      watch.counted(METRIC, "listed");
    }
    if (!unlisted.isEmpty()) {
      watch.counted(METRIC, "not-listed");
      LOG.warnf("notifications of %s tell of changes that they do not bring, and nothing lists %s: compare these with the EHR",
          connection, unlisted.stream().sorted().collect(Collectors.joining(", ")));
    }
    return idle;
  }

  /** The EHR told what was missing when it was asked. */
  public void told() {
    watch.counted(METRIC, "told");
  }

  private static boolean same(FlowId flow, FlowId one) {
    return flow.interfaceName().equals(one.interfaceName()) && flow.type() == one.type();
  }
}
