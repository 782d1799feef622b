package io.mediflow.state.dynamo;

import io.mediflow.model.terminology.Concept;
import io.mediflow.model.terminology.Release;
import io.mediflow.model.terminology.TerminologyLoad;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A load under a generation of its own. Its concepts come together on this machine, and go to the table in buckets when it is
 * finished. Its generation is noted before the first concept, in the same transaction that makes it
 * the load of its name, so that whatever is left of a killed load is found and dropped by the next one that finishes.
 */
final class DynamoTerminologyLoad implements TerminologyLoad {

  private static final String MINE = "#generation = :generation";

  /** Of items written between two looks whether another load has begun; one batch of DynamoDB. */
  private static final int ITEMS = 25;

  private final DynamoDbClient client;
  private final Table table;
  private final String name;
  private final String generation;
  private final SpooledConcepts spooled;
  private final Set<String> systems = new HashSet<>();
  private long concepts;
  private boolean finished;

  private DynamoTerminologyLoad(DynamoDbClient client, Table table, String name, String generation, Path folder) {
    this.client = client;
    this.table = table;
    this.name = name;
    this.generation = generation;
    this.spooled = new SpooledConcepts(folder);
  }

  static TerminologyLoad begin(DynamoDbClient client, Table table, String name, Path folder) {
    String generation = UUID.randomUUID().toString();
    Transaction.write(client, List.of(
        table.toPut(Item.at(Keys.generation(name, generation)), null, Item.empty()),
        table.toPut(Item.at(Keys.load(name)).with("generation", generation), null, Item.empty())));
    return new DynamoTerminologyLoad(client, table, name, generation, folder);
  }

  @Override
  public void put(Collection<Concept> batch) {
    checkCurrent();
    try {
      for (Concept one : batch) {
        spooled.add(one);
        systems.add(one.code().system());
      }
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
    concepts += batch.size();
  }

  @Override
  public Release finish(Release.Origin origin, Instant now) {
    write();
    Release release = new Release(name, origin, now, concepts, systems);
    int refused = Transaction.write(client, List.of(
        table.toDelete(Keys.load(name), MINE, mine()),
        table.toPut(new ReleaseItem(release, generation, spooled.buckets()).write(), null, Item.empty())));
    if (refused != Transaction.DONE) {
      throw new Superseded();
    }
    finished = true;
    dropOthers();
    return release;
  }

  private void write() {
    List<Item> items = new ArrayList<>();
    try {
      spooled.each((number, ofOneBucket) -> {
        items.addAll(new ConceptBucket(name, generation, number).items(ofOneBucket));
        if (items.size() >= ITEMS) {
          writeAll(items);
        }
      });
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
    writeAll(items);
  }

  private void writeAll(List<Item> items) {
    checkCurrent();
    table.put(items);
    items.clear();
  }

  @Override
  public void close() {
    try {
      spooled.close();
    } catch (IOException late) {
      throw new UncheckedIOException(late);
    }
    if (!finished) {
      table.delete(Keys.load(name), MINE, mine());
      drop(generation);
    }
  }

  /**
   * A generation that was listed, and is neither being loaded nor in force when that is read later, can never come into force. In
   * that order: one that finishes between the reads is the load or the release.
   */
  private void dropOthers() {
    List<String> listed = table.query(Slice.of(Keys.generation(name, "").pk()), Integer.MAX_VALUE).stream()
        .map(item -> item.text("sk")).toList();
    Set<String> kept = new HashSet<>();
    current().ifPresent(kept::add);
    table.get(Keys.release(name)).map(item -> item.text("generation")).ifPresent(kept::add);
    listed.stream().filter(one -> !kept.contains(one)).forEach(this::drop);
  }

  /** The note of the generation goes last: a drop that is killed is done again by the next load. */
  private void drop(String dropped) {
    for (String partition : Keys.concepts(name, dropped)) {
      table.delete(table.query(Slice.of(partition), Integer.MAX_VALUE, Optional.of("sk")).stream()
          .map(item -> new Keys.Key(partition, item.text("sk"))).toList());
    }
    table.delete(Keys.generation(name, dropped));
  }

  private void checkCurrent() {
    if (!current().equals(Optional.of(generation))) {
      throw new Superseded();
    }
  }

  private Optional<String> current() {
    return table.get(Keys.load(name)).map(item -> item.text("generation"));
  }

  private Item mine() {
    return Item.empty().with("generation", generation);
  }
}
