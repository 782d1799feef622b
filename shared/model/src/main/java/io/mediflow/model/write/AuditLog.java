package io.mediflow.model.write;

import io.mediflow.model.store.Page;

/** The append-only audit. */
public interface AuditLog {

  void append(AuditEntry entry);

  /** Newest first. */
  Page<AuditEntry> page(String connection, String cursor, int limit);
}
