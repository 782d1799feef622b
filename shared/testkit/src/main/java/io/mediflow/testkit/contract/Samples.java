package io.mediflow.testkit.contract;

import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.write.AuditEntry;
import io.mediflow.model.write.Write;
import io.mediflow.model.write.WriteIds;
import io.mediflow.model.write.WriteState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import io.mediflow.model.store.Page;

/** Values for contracts: each test has a connection of its own, so that tests may share one store. */
public final class Samples {

  public static final Instant NOON = Instant.parse("2026-03-02T12:00:00.123456Z");

  private Samples() {}

  /** A connection that nobody else uses. */
  public static String connection() {
    return "c-" + UUID.randomUUID().toString().substring(0, 20);
  }

  public static StoredRecord record(String connection, RecordType type, String id) {
    return new StoredRecord(connection, type, id, new StoredRecord.Source("fhir", "Patient", "source-" + id, "1"),
        OptionalLong.of(1_000), 2_000, NOON, "hash", "smart-r4@1.0.0", Map.of("givenName", "Ada", "order", 1), List.of(),
        Set.of("system|R"), StoredRecord.Ending.ACTIVE, "", false, 0);
  }

  /** A create that was just received. */
  public static Write write(String connection, String orderKey, Instant at, String idempotencyKey) {
    Write.Request request = new Write.Request("patient.update", RecordType.PATIENT, "fhir", Map.of("email", "old@example.org"),
        Map.of("email", "new@example.org"), new Write.Actor("app", "person", "reason"), idempotencyKey,
        "hash-of-" + idempotencyKey, Optional.of(at.plusSeconds(600)));
    return new Write(connection, WriteIds.make(orderKey, at, ThreadLocalRandom.current().nextInt()), orderKey,
        Optional.of("record"), request, "external", WriteState.RECEIVED, at, Optional.of(at), 0, Optional.empty(),
        Optional.empty(), 0);
  }

  public static Write inState(Write one, WriteState state, Optional<Instant> nextAttemptAt) {
    return new Write(one.connection(), one.id(), one.orderKey(), one.recordId(), one.request(), one.externalId(), state,
        one.receivedAt(), nextAttemptAt, one.attempts(), one.sending(), one.outcome(), one.version());
  }

  public static AuditEntry audit(String connection, Instant at, String action) {
    return new AuditEntry(connection, AuditEntry.idAt(at, ThreadLocalRandom.current().nextInt()), at, "app", "person",
        action, "record", "", "TREAT", "done", "");
  }

  /** All pages, cursor by cursor; the chain has a bound. */
  public static <T> List<T> all(Function<String, Page<T>> pages) {
    List<T> all = new ArrayList<>();
    String cursor = null;
    for (int page = 0; page < 1000; page++) {
      Page<T> next = pages.apply(cursor);
      all.addAll(next.items());
      if (next.cursor().isEmpty()) {
        return all;
      }
      cursor = next.cursor().get();
    }
    throw new AssertionError("the listing does not end");
  }
}
