package io.mediflow.writesweep;

import io.mediflow.model.record.RecordType;
import io.mediflow.model.write.AuditEntry;
import io.mediflow.model.write.Write;
import io.mediflow.model.write.WriteLedger;
import io.mediflow.model.write.WriteState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Writes of a made-up practice. */
final class Sample {

  private Sample() {}

  static void accept(WriteLedger ledger, String orderKey, String idempotencyKey, WriteState state, Instant due) {
    Instant received = Instant.parse("2026-03-02T10:00:00Z");
    Write.Request request = new Write.Request("patient.update", RecordType.PATIENT, "fhir", Map.of(), Map.of(),
        new Write.Actor("app", "", ""), idempotencyKey, "h", Optional.empty());
    ledger.accept(new Write("elm", orderKey + "-" + idempotencyKey, orderKey, Optional.of(orderKey), request, "ext", state,
        received, Optional.ofNullable(due), 0, Optional.empty(), Optional.empty(), 1), new AuditEntry("elm",
        AuditEntry.idAt(received, 1), received, "app", "", "write.received", orderKey, "", "", "", "h"));
  }
}
