package io.mediflow.state.dynamo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.change.Change;
import io.mediflow.model.change.PendingFetch;
import io.mediflow.model.change.PendingFetchStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.store.Page;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Pending fetches in the flows table; the indexes {@code due} and {@code since} find what is due and what is oldest. */
public final class DynamoPendingFetchStore implements PendingFetchStore {

  private static final String DUE = "PENDING";
  private static final String PUT = "SET #connection = :connection, #recordId = :recordId, #type = :type,"
      + " #change = :change, #duePk = :duePk, #dueSk = :dueSk, #nextAttemptAt = :nextAttemptAt, #sincePk = :sincePk,"
      + " #since = if_not_exists(#since, :since), #sinceSk = if_not_exists(#sinceSk, :sinceSk)";
  private static final String ASKED = ", #askedAt = :askedAt";
  private static final String STILL_ASKED = ", #askedAt = if_not_exists(#askedAt, :askedAt)";

  private final Table table;

  public DynamoPendingFetchStore(DynamoDbClient client, String table) {
    this.table = new Table(client, table);
  }

  @Override
  public void put(PendingFetch fetch) {
    Keys.Key key = Keys.pending(fetch.connection(), fetch.recordId());
    Item values = Item.empty()
        .with("connection", fetch.connection())
        .with("recordId", fetch.recordId())
        .with("type", fetch.type().label())
        .with("change", Json.write(write(fetch.change())))
        .with("duePk", Keys.due(DUE, fetch.recordId()))
        .with("dueSk", Keys.at(fetch.nextAttemptAt(), fetch.connection(), fetch.recordId()))
        .with("nextAttemptAt", fetch.nextAttemptAt())
        .with("sincePk", Keys.pendingSince(fetch.connection(), fetch.type()))
        .with("since", fetch.since())
        .with("sinceSk", Keys.at(fetch.since(), fetch.recordId()))
        .with("askedAt", fetch.since().toEpochMilli());
    // One that is only moved says when it was first asked for: the latest time stays.
    if (!table.update(key, PUT + ASKED, "attribute_not_exists(#askedAt) OR #askedAt < :askedAt", values)) {
      table.update(key, PUT + STILL_ASKED, null, values);
    }
  }

  @Override
  public void remove(String connection, String recordId, Instant fetchStart) {
    table.delete(Keys.pending(connection, recordId), "attribute_not_exists(#askedAt) OR #askedAt < :fetchStart",
        Item.empty().with("fetchStart", fetchStart.toEpochMilli()));
  }

  @Override
  public Page<PendingFetch> due(Instant now, String cursor, int limit) {
    List<Slice> slices = Keys.allDue(DUE).stream()
        .map(hash -> Slice.of("due", "duePk", hash, "dueSk").to(Keys.until(now)).from("0")).toList();
    return Slice.page(table, slices, cursor, limit, DynamoPendingFetchStore::read);
  }

  @Override
  public Map<RecordType, Instant> oldest(String connection, Set<RecordType> types) {
    Map<RecordType, Instant> oldest = new EnumMap<>(RecordType.class);
    for (RecordType type : types) {
      Slice slice = Slice.of("since", "sincePk", Keys.pendingSince(connection, type), "sinceSk");
      // The index holds keys only; the item may have gone meanwhile: then the next call says so.
      table.query(slice, 1).stream().findFirst()
          .flatMap(found -> table.get(new Keys.Key(found.text("pk"), found.text("sk"))))
          .ifPresent(item -> oldest.put(type, item.time("since")));
    }
    return oldest;
  }

  private static PendingFetch read(Item item) {
    return new PendingFetch(item.text("connection"), item.text("recordId"), RecordType.of(item.text("type")),
        change(Json.read(item.text("change"))), item.time("since"), item.time("nextAttemptAt"));
  }

  private static ObjectNode write(Change one) {
    return Json.object()
        .put("id", one.id())
        .put("origin", one.origin().name())
        .put("connection", one.connection())
        .put("interfaceName", one.interfaceName())
        .put("resourceType", one.resourceType())
        .put("sourceId", one.sourceId())
        .put("body", one.body())
        .put("bodyRef", one.bodyRef())
        .put("fetchStart", one.fetchStart())
        .put("attempts", one.attempts());
  }

  private static Change change(JsonNode json) {
    return new Change(json.path("id").textValue(), Change.Origin.valueOf(json.path("origin").asText()),
        json.path("connection").textValue(), json.path("interfaceName").textValue(),
        json.path("resourceType").textValue(), json.path("sourceId").textValue(), json.path("body").textValue(),
        json.path("bodyRef").textValue(), json.path("fetchStart").asLong(), json.path("attempts").asInt());
  }
}
