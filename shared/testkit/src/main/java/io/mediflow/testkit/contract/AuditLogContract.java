package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.model.write.AuditEntry;
import io.mediflow.model.write.AuditLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every audit does. */
public abstract class AuditLogContract {

  private final String connection = Samples.connection();

  protected abstract AuditLog log();

  @Test
  void keepsEntriesNewestFirstPageByPage() {
    AuditLog log = log();
    List<AuditEntry> entries = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      AuditEntry entry = Samples.audit(connection, Samples.NOON.plusSeconds(i), "record.read");
      log.append(entry);
      entries.addFirst(entry);
    }
    log.append(Samples.audit(Samples.connection(), Samples.NOON, "record.read"));
    assertEquals(entries, Samples.all(cursor -> log.page(connection, cursor, 2)));
  }
}
