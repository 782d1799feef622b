package io.mediflow.state;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowWindow;
import io.mediflow.model.change.Listing;
import io.mediflow.model.change.PendingFetch;
import io.mediflow.model.change.Reconciliation;
import io.mediflow.model.change.RosterStore;
import io.mediflow.model.change.Subscription;
import io.mediflow.model.connection.Application;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.record.Allergy;
import io.mediflow.model.record.Appointment;
import io.mediflow.model.record.Charge;
import io.mediflow.model.record.Claim;
import io.mediflow.model.record.Condition;
import io.mediflow.model.record.Coverage;
import io.mediflow.model.record.Crosswalk;
import io.mediflow.model.record.Encounter;
import io.mediflow.model.record.Immunization;
import io.mediflow.model.record.Location;
import io.mediflow.model.record.Medication;
import io.mediflow.model.record.Note;
import io.mediflow.model.record.Observation;
import io.mediflow.model.record.Patient;
import io.mediflow.model.record.Practitioner;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Procedure;
import io.mediflow.model.record.Quarantined;
import io.mediflow.model.record.RecordChanged;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.Slot;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.store.Page;
import io.mediflow.model.watch.Breach;
import io.mediflow.model.watch.Heartbeat;
import io.mediflow.model.watch.Rollup;
import io.mediflow.model.watch.SignOfLife;
import io.mediflow.model.write.AuditEntry;
import io.mediflow.model.write.LedgerCounts;
import io.mediflow.model.write.Nudge;
import io.mediflow.model.write.Write;
import io.mediflow.model.write.WriteState;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What Jackson may meet in a native executable: the model's values that travel as JSON. Beside them Funqy's own error, without
 * which a failing native function never answers the Lambda API; rooms have it on their path, this module has not.
 */
@RegisterForReflection(
    targets = {
      Change.class, Change.Origin.class, Checkpoint.class, Checkpoint.Export.class, Checkpoint.Walk.class, Flow.class, FlowId.class, FlowId.Scope.class,
      FlowWindow.class, Listing.class, Listing.Entry.class, PendingFetch.class, Reconciliation.class, Reconciliation.Found.class,
      Reconciliation.Gap.class, Reconciliation.Repair.class, Reconciliation.Repaired.class, RosterStore.Kind.class, Subscription.class,
      Application.class,
      Connection.class, EhrInterface.class, Crosswalk.Lead.class, Crosswalk.Kind.class, Problem.class, Problem.Category.class,
      Quarantined.class, RecordChanged.class, RecordType.class, StoredRecord.class, StoredRecord.Source.class,
      StoredRecord.Ending.class, Page.class, Breach.class, Heartbeat.class, SignOfLife.class, Rollup.class,
      AuditEntry.class, LedgerCounts.class,
      Nudge.class, Write.class, Write.Request.class, Write.Actor.class, Write.Sending.class, Write.Outcome.class,
      WriteState.class, Patient.class, Appointment.class, Slot.class, Encounter.class, Coverage.class, Condition.class,
      Medication.class, Allergy.class, Observation.class, Immunization.class, Procedure.class, Note.class, Charge.class,
      Claim.class, Practitioner.class, Location.class
    },
    classNames = "io.quarkus.amazon.lambda.runtime.FunctionError")
public final class Registered {

  private Registered() {}
}
