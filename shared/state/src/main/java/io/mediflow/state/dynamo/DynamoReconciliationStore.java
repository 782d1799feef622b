package io.mediflow.state.dynamo;

import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.Reconciliation;
import io.mediflow.model.change.Reconciliation.Found;
import io.mediflow.model.change.Reconciliation.Gap;
import io.mediflow.model.change.Reconciliation.Repair;
import io.mediflow.model.change.Reconciliation.Repaired;
import io.mediflow.model.change.ReconciliationStore;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Nightly comparisons in the flows table, one item for each flow; what was repaired is counted up beside what was found. */
public final class DynamoReconciliationStore implements ReconciliationStore {

  private static final String FOUND = "SET #ended = :ended, #pages = :pages, #held = :held, #equal = :equal, #missing = :missing,"
      + " #stale = :stale, #byContent = :byContent, #unlisted = :unlisted, #merged = :merged, #gap = :gap";

  private final Table table;

  public DynamoReconciliationStore(DynamoDbClient client, String table) {
    this.table = new Table(client, table);
  }

  @Override
  public Optional<Reconciliation> find(FlowId flow) {
    return table.get(Keys.reconciliation(flow)).map(DynamoReconciliationStore::read);
  }

  @Override
  public List<Reconciliation> of(String connection) {
    return table.query(Slice.of(Keys.reconciliations(connection)), Integer.MAX_VALUE).stream()
        .map(DynamoReconciliationStore::read).toList();
  }

  @Override
  public void put(Reconciliation next) {
    Item values = found(Item.empty(), next).with("began", next.began());
    if (!table.update(Keys.reconciliation(next.flow()), FOUND, "#began = :began", values)) {
      Item item = found(Item.at(Keys.reconciliation(next.flow())), next).with("began", next.began())
          .with("connection", next.flow().connection()).with("label", next.flow().label());
      for (Repair one : Repair.values()) {
        item.with(name(one), 0);
      }
      table.put(item);
    }
  }

  @Override
  public void repaired(FlowId flow, Repair how) {
    table.update(Keys.reconciliation(flow), "ADD #" + name(how) + " :one", "attribute_exists(#pk)", Item.empty().with("one", 1));
  }

  private static String name(Repair how) {
    return "as_" + how.name().toLowerCase(Locale.ROOT);
  }

  private static int count(Item item, Repair how) {
    return item.integer(name(how));
  }

  /** What is not there is an empty text: an update then sets the same attributes each time. */
  private static Item found(Item item, Reconciliation one) {
    return item
        .with("ended", one.ended().map(Object::toString).orElse(""))
        .with("pages", one.pages())
        .with("held", one.held())
        .with("equal", one.found().equal())
        .with("missing", one.found().missing())
        .with("stale", one.found().stale())
        .with("byContent", one.found().byContent())
        .with("unlisted", one.found().unlisted())
        .with("merged", one.found().merged())
        .with("gap", one.gap().map(Gap::name).orElse(""));
  }

  private static Reconciliation read(Item item) {
    return new Reconciliation(FlowId.of(item.text("connection"), item.text("label")), item.time("began"),
        item.findText("ended").filter(text -> !text.isEmpty()).map(text -> item.time("ended")), item.integer("pages"),
        item.integer("held"),
        new Found(item.integer("equal"), item.integer("missing"), item.integer("stale"), item.integer("byContent"),
            item.integer("unlisted"), item.has("merged") ? item.integer("merged") : 0),
        item.findText("gap").filter(text -> !text.isEmpty()).map(Gap::valueOf),
        new Repaired(count(item, Repair.ADDED), count(item, Repair.UPDATED), count(item, Repair.ENDED), count(item, Repair.REFUSED)));
  }
}
