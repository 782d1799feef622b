package io.mediflow.changemapping;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.record.Crosswalk;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.store.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Leads along what refers to an id that leads elsewhere now: records, page by page through the queue, and changes that wait for it.
 * Each page may come again.
 */
@ApplicationScoped
public class Rekeying {

  /** Among those who refer to an id, before the id of a change in quarantine. */
  private static final String WAITS = "waits#";

  private static final int PAGE = 25;

  private final Crosswalk crosswalk;
  private final RecordStore records;
  private final ChangeQueue queue;
  private final Aside aside;
  private final Telling telling;
  private final ChangeMappingConfig config;

  public Rekeying(
      Crosswalk crosswalk, RecordStore records, ChangeQueue queue, Aside aside, Telling telling, ChangeMappingConfig config) {
    this.crosswalk = crosswalk;
    this.records = records;
    this.queue = queue;
    this.aside = aside;
    this.telling = telling;
    this.config = config;
  }

  /** @param cursor where the last page ended; null to begin */
  void page(Practice practice, String id, String cursor) {
    String connection = practice.connection().id();
    Page<String> page = crosswalk.referrers(connection, id, cursor, PAGE);
    List<StoredRecord> untold = new ArrayList<>();
    List<Change> next = new ArrayList<>();
    for (String one : page.items()) {
      if (one.startsWith(WAITS)) {
        aside.again(connection, one.substring(WAITS.length())).ifPresent(next::add);
      } else {
        untold.addAll(relink(connection, one));
      }
    }
    page.cursor().ifPresent(at -> next.add(Change.rekey(connection, practice.interfaceName(), id, at)));
    telling.tell(untold);
    if (!next.isEmpty()) {
      queue.send(next);
    }
  }

  /** Whether something waits for an id already. */
  boolean awaited(String connection, String id) {
    return !crosswalk.referrers(connection, id, null, 1).items().isEmpty();
  }

  /** A change in quarantine waits for these ids; where one of them turned up meanwhile it comes again at once. */
  void await(Change waiting, Iterable<String> ids, boolean turnedUp) {
    ids.forEach(id -> crosswalk.refer(waiting.connection(), WAITS + waiting.id(), List.of(id)));
    if (turnedUp) {
      aside.again(waiting.connection(), waiting.id()).ifPresent(one -> queue.send(List.of(one)));
    }
  }

  /**
   * Puts into a record the ids that those lead to that it refers to.
   *
   * @return the record, if it is still to be told of
   */
  List<StoredRecord> relink(String connection, String id) {
    for (int attempt = 0; attempt < config.attempts(); attempt++) {
      Optional<StoredRecord> current = records.find(connection, id);
      if (current.isEmpty()) {
        return List.of();
      }
      StoredRecord read = current.get();
      Leads leads = Leads.of(crosswalk, connection, References.of(read));
      StoredRecord next = References.led(read, leads::end);
      if (next.equals(read)) {
        return read.published() ? List.of() : List.of(read);
      }
      crosswalk.refer(connection, id, References.of(next));
      if (Contributions.sameContent(next, read)) {
        records.touch(next, read);
      } else {
        records.put(next, current);
      }
    }
    throw new IllegalStateException("other writers came first each time");
  }
}
