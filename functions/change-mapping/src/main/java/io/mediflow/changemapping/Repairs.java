package io.mediflow.changemapping;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.Reconciliation.Repair;
import io.mediflow.model.change.ReconciliationStore;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.record.StoredRecord.Ending;
import io.mediflow.watch.Watch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Counts what came of the records that a nightly comparison asked for. What is as it was is no repair. */
@ApplicationScoped
public class Repairs {

  private static final String METRIC = "reconciliationRepairs";

  private final ReconciliationStore reconciliations;
  private final Watch watch;

  public Repairs(ReconciliationStore reconciliations, Watch watch) {
    this.reconciliations = reconciliations;
    this.watch = watch;
  }

  /** @param before what was held until now */
  void stored(Change change, StoredRecord now, Optional<StoredRecord> before) {
    count(change, now.type(), now.ending() != Ending.ACTIVE ? Repair.ENDED
        : before.filter(one -> one.ending() == Ending.ACTIVE).isPresent() ? Repair.UPDATED : Repair.ADDED);
  }

  void unfit(Change change, RecordType type, List<Problem> reasons) {
    if (reasons.stream().anyMatch(one -> one.category() == Problem.Category.SECURITY)) {
      count(change, type, Repair.REFUSED);
    }
  }

  private void count(Change change, RecordType type, Repair how) {
    if (change.origin() == Change.Origin.RECONCILIATION) {
      reconciliations.repaired(new FlowId(change.connection(), change.interfaceName(), type, FlowId.Scope.RECONCILE), how);
      watch.counted(METRIC, how.name().toLowerCase(Locale.ROOT));
    }
  }
}
