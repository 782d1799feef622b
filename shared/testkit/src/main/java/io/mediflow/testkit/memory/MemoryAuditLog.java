package io.mediflow.testkit.memory;

import io.mediflow.model.store.Page;
import io.mediflow.model.write.AuditEntry;
import io.mediflow.model.write.AuditLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The audit in memory. */
public final class MemoryAuditLog implements AuditLog {

  private final List<AuditEntry> entries = new ArrayList<>();

  @Override
  public synchronized void append(AuditEntry entry) {
    entries.add(entry);
  }

  @Override
  public synchronized Page<AuditEntry> page(String connection, String cursor, int limit) {
    List<AuditEntry> own = entries.stream()
        .filter(one -> one.connection().equals(connection))
        .sorted(Comparator.comparing((AuditEntry one) -> one.id()).reversed())
        .toList();
    return Pages.of(own, cursor, limit);
  }

  public synchronized List<AuditEntry> all() {
    return List.copyOf(entries);
  }
}
