package io.mediflow.state.dynamo;

import io.mediflow.model.store.Bodies;
import io.mediflow.model.store.Page;
import io.mediflow.model.write.AuditEntry;
import io.mediflow.model.write.LedgerCounts;
import io.mediflow.model.write.Nudge;
import io.mediflow.model.write.Write;
import io.mediflow.model.write.WriteIds;
import io.mediflow.model.write.WriteLedger;
import io.mediflow.model.write.WriteState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The ledger table. A step is one transaction: the write, the connection's counts, the audit entry. The local index {@code open}
 * holds the writes that hold up later ones, {@code due} what the sweep must look at, {@code by-state} lists.
 */
public final class DynamoLedger implements WriteLedger {

  static final String DUE = "WRITE";

  private final DynamoDbClient client;
  private final Table ledger;
  private final Table audit;
  private final WriteItem items;

  public DynamoLedger(DynamoDbClient client, String ledgerTable, String auditTable, Bodies bodies) {
    this.client = client;
    this.ledger = new Table(client, ledgerTable);
    this.audit = new Table(client, auditTable);
    this.items = new WriteItem(bodies);
  }

  @Override
  public Acceptance accept(Write write, AuditEntry entry) {
    Write accepted = WriteItem.versioned(write, 1);
    Keys.Key key = Keys.idempotency(write.connection(), write.request().actor().application(),
        write.request().idempotencyKey());
    Item claim = Item.at(key).with("writeId", write.id()).with("hash", write.request().hash());
    int failed = Transaction.write(client, List.of(
        ledger.toPut(claim, Guard.NOTHING_THERE, Item.empty()),
        ledger.toPut(items.write(accepted), Guard.NOTHING_THERE, Item.empty()),
        ledger.toUpdate(Keys.counts(write.connection()), "ADD #received :one, #" + count(write.state()) + " :one",
            Item.empty().with("one", 1)),
        audit.toPut(AuditItem.write(entry), Guard.NOTHING_THERE, Item.empty())));
    return switch (failed) {
      case Transaction.DONE -> new Acceptance.Accepted(accepted);
      case 0 -> repeated(write, key);
      default -> throw new IllegalStateException("the id of a write or of its audit entry is taken; make new ones");
    };
  }

  @Override
  public Optional<Write> find(String connection, String id) {
    if (id.lastIndexOf('-') < 1) {
      return Optional.empty();
    }
    return ledger.get(Keys.write(connection, WriteIds.orderKey(id), id)).map(items::read);
  }

  @Override
  public Optional<Write> oldest(String connection, String orderKey) {
    Slice open = new Slice("open", "pk", Keys.write(connection, orderKey, "").pk(), "openSk", Optional.empty(),
        Optional.empty(), false, true);
    while (true) {
      Optional<Item> head = ledger.query(open, 1).stream().findFirst();
      Optional<Write> found = head.flatMap(item -> find(connection, item.text("openSk")));
      if (head.isEmpty() || found.filter(one -> one.state().holdsUp()).isPresent()) {
        return found;
      } // it was settled between the two reads: the next one is the oldest now
    }
  }

  @Override
  public Optional<Write> step(Write next, AuditEntry entry) {
    Optional<Write> stored = find(next.connection(), next.id()).filter(one -> one.version() == next.version());
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    Write stepped = WriteItem.versioned(next, next.version() + 1);
    List<TransactWriteItem> transaction = new ArrayList<>(List.of(
        ledger.toPut(items.write(stepped), Guard.version(next.version()), Guard.values(next.version())),
        audit.toPut(AuditItem.write(entry), Guard.NOTHING_THERE, Item.empty())));
    WriteState from = stored.get().state();
    if (from != next.state()) {
      transaction.add(ledger.toUpdate(Keys.counts(next.connection()),
          "ADD #" + count(from) + " :less, #" + count(next.state()) + " :more",
          Item.empty().with("less", -1).with("more", 1)));
    }
    return switch (Transaction.write(client, transaction)) {
      case Transaction.DONE -> Optional.of(stepped);
      case 0 -> Optional.empty();
      default -> throw new IllegalStateException("the id of an audit entry is taken; make a new one");
    };
  }

  @Override
  public boolean lease(String connection, String orderKey, String holder, Instant now, Instant until) {
    return Lease.take(ledger, Keys.lease(connection, orderKey), holder, now, until);
  }

  @Override
  public void release(String connection, String orderKey, String holder) {
    ledger.delete(Keys.lease(connection, orderKey), "#holder = :holder", Item.empty().with("holder", holder));
  }

  @Override
  public Page<Nudge> due(Instant now, String cursor, int limit) {
    List<Slice> slices = Keys.allDue(DUE).stream()
        .map(hash -> Slice.of("due", "duePk", hash, "dueSk").to(Keys.until(now)).from("0")).toList();
    return Slice.page(ledger, slices, cursor, limit, item -> new Nudge(item.text("connection"), item.text("orderKey")));
  }

  @Override
  public Page<Write> list(String connection, Set<WriteState> states, String cursor, int limit) {
    Set<WriteState> wanted = states.isEmpty() ? EnumSet.allOf(WriteState.class) : states;
    List<Slice> slices = wanted.stream()
        .map(state -> Slice.of("by-state", "statePk", Keys.state(connection, state), "stateSk").newestFirstOnes())
        .toList();
    return Slice.page(ledger, slices, cursor, limit, items::read);
  }

  @Override
  public LedgerCounts counts(String connection) {
    Map<WriteState, Long> byState = new EnumMap<>(WriteState.class);
    Optional<Item> counts = ledger.get(Keys.counts(connection));
    for (WriteState state : WriteState.values()) {
      byState.put(state, counts.map(item -> item.findNumber(count(state)).orElse(0)).orElse(0L));
    }
    return new LedgerCounts(counts.map(item -> item.number("received")).orElse(0L), byState);
  }

  private Acceptance repeated(Write write, Keys.Key key) {
    Item claim = ledger.get(key).orElseThrow(() -> new IllegalStateException("an idempotency key was deleted; try again"));
    String firstId = claim.text("writeId");
    if (!claim.text("hash").equals(write.request().hash())) {
      return new Acceptance.KeyReused(firstId);
    }
    return new Acceptance.Repeated(find(write.connection(), firstId)
        .orElseThrow(() -> new IllegalStateException("the write of an idempotency key is missing; the ledger was edited")));
  }

  private static String count(WriteState state) {
    return "n_" + state;
  }
}
