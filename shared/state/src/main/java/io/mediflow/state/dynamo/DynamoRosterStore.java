package io.mediflow.state.dynamo;

import io.mediflow.model.change.RosterStore;
import io.mediflow.model.store.Page;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Rosters and the hot set, one item for each id, in the roster table. */
public final class DynamoRosterStore implements RosterStore {

  /** After a hot day nobody asks for it; its items go some days later. */
  private static final int DAYS_KEPT = 7;

  private final Table table;

  public DynamoRosterStore(DynamoDbClient client, String table) {
    this.table = new Table(client, table);
  }

  @Override
  public void follow(String connection, String interfaceName, Kind kind, Collection<String> ids) {
    String pk = Keys.roster(connection, interfaceName, kind);
    add(ids.stream().distinct().map(id -> Item.at(new Keys.Key(pk, id))).toList());
  }

  @Override
  public void leave(String connection, String interfaceName, Kind kind, Collection<String> ids) {
    String pk = Keys.roster(connection, interfaceName, kind);
    table.delete(ids.stream().distinct().map(id -> new Keys.Key(pk, id)).toList());
  }

  @Override
  public Page<String> page(String connection, String interfaceName, Kind kind, String cursor, int limit) {
    return Slice.page(table, List.of(Slice.of(Keys.roster(connection, interfaceName, kind))), cursor, limit, item -> item.text("sk"));
  }

  @Override
  public int count(String connection, String interfaceName, Kind kind, int most) {
    return table.query(Slice.of(Keys.roster(connection, interfaceName, kind)), most, Optional.of("sk")).size();
  }

  @Override
  public void hot(String connection, String interfaceName, String patientId, Collection<LocalDate> days) {
    add(days.stream().distinct().map(day -> Item.at(new Keys.Key(Keys.hot(connection, interfaceName, day), patientId))
        .with("expiresAt", day.plusDays(DAYS_KEPT).atStartOfDay(ZoneOffset.UTC).toEpochSecond())).toList());
  }

  @Override
  public List<String> hot(String connection, String interfaceName, LocalDate from, LocalDate to) {
    Set<String> found = new TreeSet<>();
    from.datesUntil(to.plusDays(1)).forEach(day -> table
        .query(Slice.of(Keys.hot(connection, interfaceName, day)), Integer.MAX_VALUE, Optional.of("sk"))
        .forEach(item -> found.add(item.text("sk"))));
    String pk = Keys.roster(connection, interfaceName, Kind.PATIENT);
    return table.get(found.stream().map(id -> new Keys.Key(pk, id)).toList()).stream().map(item -> item.text("sk")).sorted().toList();
  }

  /** Reads first: most are there, and a read costs a fifth of a write, also of one whose condition does not hold. */
  private void add(List<Item> items) {
    Set<Keys.Key> there = new HashSet<>();
    table.get(items.stream().map(DynamoRosterStore::key).toList()).forEach(item -> there.add(key(item)));
    table.put(items.stream().filter(item -> !there.contains(key(item))).toList());
  }

  private static Keys.Key key(Item item) {
    return new Keys.Key(item.text("pk"), item.text("sk"));
  }
}
