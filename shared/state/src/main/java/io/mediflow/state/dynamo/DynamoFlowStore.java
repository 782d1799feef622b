package io.mediflow.state.dynamo;

import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.store.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Flows in the flows table; the index {@code due} finds what is due over all connections. */
public final class DynamoFlowStore implements FlowStore {

  private static final String DUE = "FLOW";
  private static final String PUT = "SET #duePk = :duePk, #dueSk = :dueSk, #connection = :connection, #label = :label,"
      + " #due = :due, #version = :next, #pages = :pages, #queued = :queued, #failed = :failed, #skipped = :skipped";

  /** Attributes that are there or not. */
  private static final List<String> OPTIONAL =
      List.of("watermark", "started", "next", "highest", "after", "subject", "holder", "lastCompleteWindow", "failure", "export");

  private final Table table;

  public DynamoFlowStore(DynamoDbClient client, String table) {
    this.table = new Table(client, table);
  }

  @Override
  public Optional<Flow> find(FlowId id) {
    return table.get(Keys.flow(id)).map(DynamoFlowStore::read);
  }

  @Override
  public List<Flow> of(String connection) {
    return table.query(Slice.of(Keys.flows(connection)), Integer.MAX_VALUE).stream().map(DynamoFlowStore::read)
        .filter(one -> one.id().scope() != FlowId.Scope.RECONCILE).toList();
  }

  /** An update and no put: after the first one {@code lastNotification} belongs to {@link #notified}, which knows no version. */
  @Override
  public Optional<Flow> put(Flow next) {
    Item values = values(next);
    StringBuilder update = new StringBuilder(PUT);
    StringBuilder remove = new StringBuilder();
    for (String name : OPTIONAL) {
      if (values.has("o_" + name)) {
        update.append(", #").append(name).append(" = :o_").append(name);
      } else {
        remove.append(remove.isEmpty() ? " REMOVE #" : ", #").append(name);
      }
    }
    if (next.version() == 0) {
      next.lastNotification().ifPresent(at -> {
        values.with("at", at).with("sk", Keys.time(at));
        update.append(", #lastNotification = :at, #notifiedSk = :sk");
      });
    } else {
      values.with("version", next.version());
    }
    return table.updated(Keys.flow(next.id()), update.append(remove).toString(), Guard.version(next.version()), values)
        .map(DynamoFlowStore::read);
  }

  @Override
  public void notified(FlowId id, Instant at) {
    table.update(Keys.flow(id), "SET #lastNotification = :at, #notifiedSk = :sk",
        "attribute_exists(#pk) AND (attribute_not_exists(#notifiedSk) OR #notifiedSk < :sk)",
        Item.empty().with("at", at).with("sk", Keys.time(at)));
  }

  @Override
  public boolean dueNow(FlowId id, Instant at) {
    String dueSk = Keys.at(at, id.connection(), id.label());
    boolean moved = table.update(Keys.flow(id), "SET #due = :due, #dueSk = :dueSk",
        "attribute_exists(#pk) AND attribute_not_exists(#holder) AND attribute_not_exists(#started)"
            + " AND attribute_not_exists(#failure) AND #dueSk > :dueSk",
        Item.empty().with("due", at).with("dueSk", dueSk));
    return moved || find(id).filter(Flow::underWay).isEmpty();
  }

  @Override
  public Page<FlowId> due(Instant now, String cursor, int limit) {
    List<Slice> slices = Keys.allDue(DUE).stream()
        .map(hash -> Slice.of("due", "duePk", hash, "dueSk").to(Keys.until(now)).from("0")).toList();
    return Slice.page(table, slices, cursor, limit, item -> FlowId.of(item.text("connection"), item.text("label")));
  }

  @Override
  public void markerSeen(Instant sentAt) {
    table.update(Keys.marker(), "SET #sentAt = :at, #sentSk = :sk", "attribute_not_exists(#sentSk) OR #sentSk < :sk",
        Item.empty().with("at", sentAt).with("sk", Keys.time(sentAt)));
  }

  @Override
  public Optional<Instant> lastMarker() {
    return table.get(Keys.marker()).flatMap(item -> item.findTime("sentAt"));
  }

  private static Item values(Flow flow) {
    String connection = flow.id().connection();
    String label = flow.id().label();
    Checkpoint checkpoint = flow.checkpoint();
    return Item.empty()
        .with("duePk", Keys.due(DUE, connection + label))
        .with("dueSk", Keys.at(flow.due(), connection, label))
        .with("connection", connection)
        .with("label", label)
        .with("due", flow.due())
        .with("next", flow.version() + 1)
        .with("pages", checkpoint.pages())
        .with("queued", checkpoint.queued())
        .with("failed", checkpoint.walk().failed())
        .with("skipped", checkpoint.walk().skipped())
        .withTime("o_watermark", checkpoint.watermark())
        .withTime("o_started", checkpoint.started())
        .withText("o_next", checkpoint.next())
        .withTime("o_highest", checkpoint.highest())
        .withText("o_after", checkpoint.walk().after())
        .withText("o_subject", checkpoint.walk().subject())
        .withText("o_holder", flow.holder())
        .withTime("o_lastCompleteWindow", flow.lastCompleteWindow())
        .withText("o_failure", flow.failure())
        .withText("o_export", checkpoint.export().map(ExportItem::write));
  }

  private static Flow read(Item item) {
    Checkpoint checkpoint = new Checkpoint(item.findTime("watermark"), item.findTime("started"), item.findText("next"),
        item.findTime("highest"), item.integer("pages"), item.integer("queued"), new Checkpoint.Walk(item.findText("after"),
            item.findText("subject"), count(item, "failed"), count(item, "skipped")),
        item.findText("export").map(ExportItem::read));
    return new Flow(FlowId.of(item.text("connection"), item.text("label")), checkpoint, item.time("due"),
        item.findText("holder"), item.findTime("lastCompleteWindow"), item.findTime("lastNotification"),
        item.findText("failure"), item.number("version"));
  }

  /** Flows stored before there were subjects have none of these. */
  private static int count(Item item, String name) {
    return Math.toIntExact(item.findNumber(name).orElse(0));
  }
}
