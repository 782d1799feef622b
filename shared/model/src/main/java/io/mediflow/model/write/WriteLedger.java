package io.mediflow.model.write;

import io.mediflow.model.store.Page;
import java.time.Instant;
import java.util.Optional;

/** The durable list of writes: the only truth about them. Every step moves the counts and adds its audit entry in one transaction. */
public interface WriteLedger {

  /** What became of a request to accept a write. */
  sealed interface Acceptance {
    /** It is in the ledger now. */
    record Accepted(Write write) implements Acceptance {}

    /** The same key with the same body was accepted before. */
    record Repeated(Write first) implements Acceptance {}

    /** The same key was used before with another body. */
    record KeyReused(String firstId) implements Acceptance {}
  }

  Acceptance accept(Write write, AuditEntry audit);

  Optional<Write> find(String connection, String id);

  /** The oldest write of the order key that {@link WriteState#holdsUp()}, read consistently. */
  Optional<Write> oldest(String connection, String orderKey);

  /** Stores {@code next} if the stored version is still {@code next.version()}; empty when another worker stepped first. */
  Optional<Write> step(Write next, AuditEntry audit);

  /** Takes the order key for {@code holder} until {@code until} if nobody holds it at {@code now}, or {@code holder} itself does. */
  boolean lease(String connection, String orderKey, String holder, Instant now, Instant until);

  void release(String connection, String orderKey, String holder);

  /** Writes whose {@code nextAttemptAt} has come, oldest first, over all connections. */
  Page<Nudge> due(Instant now, String cursor, int limit);

  /** The connection's writes, newest first, in one of {@code states} (all when empty), for the page and the command line. */
  Page<Write> list(String connection, java.util.Set<WriteState> states, String cursor, int limit);

  /** Counts by state; {@code received = sum of all states} holds at every sample. */
  LedgerCounts counts(String connection);
}
