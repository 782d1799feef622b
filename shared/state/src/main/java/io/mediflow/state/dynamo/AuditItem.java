package io.mediflow.state.dynamo;

import io.mediflow.model.write.AuditEntry;

/** How an audit entry lies in its item. */
final class AuditItem {

  private AuditItem() {}

  static Item write(AuditEntry one) {
    return Item.at(Keys.audit(one.connection(), one.id()))
        .with("connection", one.connection())
        .with("at", one.at())
        .with("application", one.application())
        .with("person", one.person())
        .with("action", one.action())
        .with("recordId", one.recordId())
        .with("writeId", one.writeId())
        .with("purpose", one.purpose())
        .with("outcome", one.outcome())
        .with("hash", one.hash());
  }

  static AuditEntry read(Item item) {
    return new AuditEntry(item.text("connection"), item.text("sk"), item.time("at"), item.text("application"),
        item.text("person"), item.text("action"), item.text("recordId"), item.text("writeId"), item.text("purpose"),
        item.text("outcome"), item.text("hash"));
  }
}
