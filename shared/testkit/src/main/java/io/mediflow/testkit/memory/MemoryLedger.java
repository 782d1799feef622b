package io.mediflow.testkit.memory;

import io.mediflow.model.store.Page;
import io.mediflow.model.write.AuditEntry;
import io.mediflow.model.write.AuditLog;
import io.mediflow.model.write.LedgerCounts;
import io.mediflow.model.write.Nudge;
import io.mediflow.model.write.Write;
import io.mediflow.model.write.WriteLedger;
import io.mediflow.model.write.WriteState;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The ledger in memory; audit entries go into the given log. */
public final class MemoryLedger implements WriteLedger {

  private record Lease(String holder, Instant until) {}

  private final Map<String, Write> writes = new TreeMap<>();
  private final Map<String, String> idsByKey = new HashMap<>();
  private final Map<String, Lease> leases = new HashMap<>();
  private final AuditLog audit;

  public MemoryLedger(AuditLog audit) {
    this.audit = audit;
  }

  @Override
  public synchronized Acceptance accept(Write write, AuditEntry entry) {
    String key = String.join("\n", write.connection(), write.request().actor().application(),
        write.request().idempotencyKey());
    String firstId = idsByKey.putIfAbsent(key, write.id());
    if (firstId == null) {
      audit.append(entry);
      return new Acceptance.Accepted(keep(write, 1));
    }
    Write first = writes.get(write.connection() + "/" + firstId);
    return first.request().hash().equals(write.request().hash())
        ? new Acceptance.Repeated(first)
        : new Acceptance.KeyReused(firstId);
  }

  @Override
  public synchronized Optional<Write> find(String connection, String id) {
    return Optional.ofNullable(writes.get(connection + "/" + id));
  }

  @Override
  public synchronized Optional<Write> oldest(String connection, String orderKey) {
    return of(connection).stream()
        .filter(one -> one.orderKey().equals(orderKey) && one.state().holdsUp())
        .min(Comparator.comparing(Write::id));
  }

  @Override
  public synchronized Optional<Write> step(Write next, AuditEntry entry) {
    Optional<Write> stored = find(next.connection(), next.id());
    if (stored.isEmpty() || stored.get().version() != next.version()) {
      return Optional.empty();
    }
    audit.append(entry);
    return Optional.of(keep(next, next.version() + 1));
  }

  @Override
  public synchronized boolean lease(String connection, String orderKey, String holder, Instant now, Instant until) {
    Lease held = leases.get(connection + "/" + orderKey);
    if (held != null && !held.holder().equals(holder) && held.until().isAfter(now)) {
      return false;
    }
    leases.put(connection + "/" + orderKey, new Lease(holder, until));
    return true;
  }

  @Override
  public synchronized void release(String connection, String orderKey, String holder) {
    leases.computeIfPresent(connection + "/" + orderKey, (key, held) -> held.holder().equals(holder) ? null : held);
  }

  @Override
  public synchronized Page<Nudge> due(Instant now, String cursor, int limit) {
    List<Nudge> due = writes.values().stream()
        .filter(one -> one.nextAttemptAt().filter(at -> !at.isAfter(now)).isPresent())
        .sorted(Comparator.comparing(one -> one.nextAttemptAt().get()))
        .map(one -> new Nudge(one.connection(), one.orderKey()))
        .toList();
    return Pages.of(due, cursor, limit);
  }

  @Override
  public synchronized Page<Write> list(String connection, Set<WriteState> states, String cursor, int limit) {
    List<Write> own = of(connection).stream()
        .filter(one -> states.isEmpty() || states.contains(one.state()))
        .sorted(Comparator.comparing(Write::receivedAt).reversed())
        .toList();
    return Pages.of(own, cursor, limit);
  }

  @Override
  public synchronized LedgerCounts counts(String connection) {
    Map<WriteState, Long> counts = new EnumMap<>(WriteState.class);
    of(connection).forEach(one -> counts.merge(one.state(), 1L, Long::sum));
    return new LedgerCounts(of(connection).size(), counts);
  }

  private List<Write> of(String connection) {
    return writes.values().stream().filter(one -> one.connection().equals(connection)).toList();
  }

  private Write keep(Write one, long version) {
    Write kept = new Write(one.connection(), one.id(), one.orderKey(), one.recordId(), one.request(), one.externalId(),
        one.state(), one.receivedAt(), one.nextAttemptAt(), one.attempts(), one.sending(), one.outcome(), version);
    writes.put(kept.connection() + "/" + kept.id(), kept);
    return kept;
  }
}
