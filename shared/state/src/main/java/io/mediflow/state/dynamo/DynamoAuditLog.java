package io.mediflow.state.dynamo;

import io.mediflow.model.store.Page;
import io.mediflow.model.write.AuditEntry;
import io.mediflow.model.write.AuditLog;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The audit table; no code here changes or deletes an entry. */
public final class DynamoAuditLog implements AuditLog {

  private final Table table;

  public DynamoAuditLog(DynamoDbClient client, String table) {
    this.table = new Table(client, table);
  }

  @Override
  public void append(AuditEntry entry) {
    Item item = AuditItem.write(entry);
    if (!table.put(item, Guard.NOTHING_THERE, Item.empty()) && !sameAsStored(entry)) {
      throw new IllegalStateException("an audit entry with this id is there already; give each entry its own id");
    }
  }

  @Override
  public Page<AuditEntry> page(String connection, String cursor, int limit) {
    Slice all = Slice.of(Keys.audit(connection, "").pk()).newestFirstOnes();
    return Slice.page(table, List.of(all), cursor, limit, AuditItem::read);
  }

  /** The client tries again when an answer is lost: then our own entry is there. */
  private boolean sameAsStored(AuditEntry entry) {
    return table.get(Keys.audit(entry.connection(), entry.id())).map(AuditItem::read).filter(entry::equals).isPresent();
  }
}
