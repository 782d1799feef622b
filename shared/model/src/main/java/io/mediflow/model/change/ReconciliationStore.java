package io.mediflow.model.change;

import java.util.List;
import java.util.Optional;

/** The last comparison of each flow of scope RECONCILE. */
public interface ReconciliationStore {

  Optional<Reconciliation> find(FlowId flow);

  /** Of a connection, by flow label. */
  List<Reconciliation> of(String connection);

  /** Stores what is known of a comparison; what was repaired stays where it is the same one, else it is none. */
  void put(Reconciliation next);

  /** Counts what came of one record, with the comparison that is stored; where none is, nothing is counted. */
  void repaired(FlowId flow, Reconciliation.Repair how);
}
