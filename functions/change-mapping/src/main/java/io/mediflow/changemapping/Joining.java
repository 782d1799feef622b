package io.mediflow.changemapping;

import io.mediflow.changemapping.ChangeMappingDecision.Fetch;
import io.mediflow.changemapping.ChangeMappingDecision.Keep;
import io.mediflow.changemapping.ChangeMappingDecision.Store;
import io.mediflow.changemapping.ChangeMappingDecision.Touch;
import io.mediflow.mapping.Canonical;
import io.mediflow.model.change.Change;
import io.mediflow.model.record.Crosswalk;
import io.mediflow.model.record.Crosswalk.Kind;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.record.StoredRecord.Ending;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds the one record that several interfaces speak of, by the ids and identifiers that they give it, and makes one of two that turn
 * out to be one. A lead stays open until what lay under the id has been led along, so that a change that comes again goes on with it.
 */
@ApplicationScoped
public class Joining {

  private final Crosswalk crosswalk;
  private final RecordStore records;
  private final RecordIds ids;
  private final Rekeying rekeying;
  private final Telling telling;
  private final ChangeMappingConfig config;

  public Joining(
      Crosswalk crosswalk, RecordStore records, RecordIds ids, Rekeying rekeying, Telling telling, ChangeMappingConfig config) {
    this.crosswalk = crosswalk;
    this.records = records;
    this.ids = ids;
    this.rekeying = rekeying;
    this.telling = telling;
    this.config = config;
  }

  /**
   * What an interface told, under the id of the record that it contributes to, and with the ids that hold for all where it refers to
   * others. Empty where the record was merged into another: what is said of it then is not said of that one.
   */
  Optional<StoredRecord> place(Practice practice, StoredRecord told) {
    if (!practice.shared()) {
      return Optional.of(told);
    }
    Set<String> names = new HashSet<>(practice.names(ids, told));
    Map<String, RecordType> all = new HashMap<>(References.byId(told));
    all.put(told.id(), told.type());
    names.forEach(one -> all.put(one, told.type()));
    boolean twice = false;
    for (int attempt = 0; attempt < config.attempts(); attempt++) {
      Leads leads = follow(practice, all);
      String own = leads.joined(told.id());
      if (leads.leads(own)) {
        end(told.under(own), leads.end(own));
        return Optional.empty();
      }
      Optional<String> other = names.stream().map(leads::joined)
          .filter(one -> !one.equals(own) && !leads.end(one).equals(own)).sorted().findFirst(); // a name that was merged into it is its own
      if (other.isEmpty()) {
        StoredRecord placed = References.led(told.under(own), leads::end);
        return Optional.of(twice ? doubtful(placed) : placed);
      }
      if (leads.leads(other.get())) { // a chart of this name was merged before we saw it by this one
        lead(practice, told.type(), own, leads.end(other.get()), Kind.MERGED);
      } else if (!join(practice, told, own, other.get())) {
        names.removeIf(one -> leads.joined(one).equals(other.get()));
        twice = true;
      }
    }
    throw new IllegalStateException("others led the same ids elsewhere each time");
  }

  /** Of what this tells and refers to, the ids of which no interface has told yet and that must not be made up. */
  Set<String> missing(Practice practice, StoredRecord told) {
    Map<String, RecordType> spokenOf = new HashMap<>(References.byId(told));
    spokenOf.put(told.id(), told.type());
    spokenOf.values().removeIf(type -> !practice.waits(type));
    Set<String> missing = new HashSet<>(spokenOf.keySet());
    missing.removeAll(crosswalk.find(told.connection(), missing).keySet());
    missing.removeAll(records.find(told.connection(), missing).keySet());
    return missing;
  }

  /** What waits is looked for once more after it is known to wait: who turned up meanwhile did not see it. */
  void await(Practice practice, Change message, StoredRecord told) {
    rekeying.await(message, missing(practice, told), false);
    if (missing(practice, told).isEmpty()) {
      rekeying.await(message, Set.of(), true);
    }
  }

  /** Before a record is put: who refers to whom is known before it can be so. */
  void refer(Practice practice, StoredRecord next, Optional<StoredRecord> current) {
    Set<String> fresh = practice.shared() ? References.of(next) : new HashSet<>();
    current.ifPresent(one -> fresh.removeAll(References.of(one)));
    if (!fresh.isEmpty()) {
      crosswalk.refer(next.connection(), next.id(), fresh);
    }
  }

  /** After a record is put: what was led elsewhere meanwhile did not see it. */
  void check(Practice practice, StoredRecord stored) {
    if (!practice.shared()) {
      return;
    }
    Set<String> all = new HashSet<>(References.of(stored));
    all.add(stored.id());
    Leads leads = Leads.of(crosswalk, stored.connection(), all);
    if (leads.leads(stored.id())) {
      along(practice, stored.type(), stored.id());
    }
    if (References.of(stored).stream().anyMatch(leads::leads)) {
      telling.tell(rekeying.relink(stored.connection(), stored.id()));
    }
  }

  /** @return false when they are two: one interface has two records with this identifier */
  private boolean join(Practice practice, StoredRecord told, String own, String other) {
    Map<String, StoredRecord> found = records.find(told.connection(), Set.of(own, other));
    Optional<StoredRecord> ours = Optional.ofNullable(found.get(own));
    Optional<StoredRecord> theirs = Optional.ofNullable(found.get(other));
    if (theirs.isPresent() && areTwo(ours.orElse(told), theirs.get())) {
      return false;
    }
    boolean stays = theirs.isEmpty() || ours.isPresent() && isFirst(practice, ours.get(), theirs.get());
    lead(practice, told.type(), stays ? other : own, stays ? own : other, Kind.JOINED);
    return true;
  }

  private static boolean areTwo(StoredRecord one, StoredRecord other) {
    Map<String, StoredRecord> theirs = Contributions.parts(other);
    return Contributions.parts(one).values().stream().map(StoredRecord::source).anyMatch(source ->
        Optional.ofNullable(theirs.get(source.interfaceName())).filter(part -> !part.source().id().equals(source.id())).isPresent());
  }

  private static boolean isFirst(Practice practice, StoredRecord one, StoredRecord other) {
    Set<String> all = new HashSet<>(Contributions.parts(other).keySet());
    all.addAll(Contributions.parts(one).keySet());
    return Contributions.parts(one).containsKey(practice.owners(one.type()).first(all));
  }

  /** Where these ids lead, after what was left open on the way has been led along. */
  Leads follow(Practice practice, Map<String, RecordType> ids) {
    Leads leads = Leads.of(crosswalk, practice.connection().id(), ids.keySet());
    ids.forEach((id, type) -> leads.open(id).forEach(from -> along(practice, type, from)));
    return leads;
  }

  /** Lets an id lead to another; nothing is done where one of the two leads somewhere already. */
  void lead(Practice practice, RecordType type, String from, String to, Kind kind) {
    if (crosswalk.lead(practice.connection().id(), from, to, kind)) {
      along(practice, type, from);
    }
  }

  /** What lies under an id, and what refers to it, follows its lead. */
  private void along(Practice practice, RecordType type, String from) {
    String connection = practice.connection().id();
    Leads leads = Leads.of(crosswalk, connection, Set.of(from));
    String to = leads.joined(from);
    if (!to.equals(from)) {
      absorb(practice, connection, from, to);
    } else {
      end(nobody(practice, type, from), leads.end(from));
    }
    rekeying.page(practice, from, null);
    telling.tell(rekeying.relink(connection, from)); // its successor may have been led elsewhere meanwhile
    crosswalk.close(connection, from);
  }

  private void absorb(Practice practice, String connection, String from, String to) {
    for (int attempt = 0; attempt < config.attempts(); attempt++) {
      Map<String, StoredRecord> found = records.find(connection, Set.of(from, to));
      StoredRecord one = found.get(from);
      if (one == null) {
        return;
      }
      if (one.ending() == Ending.MERGED) {
        tellOf(one);
        return;
      }
      Optional<StoredRecord> into = Optional.ofNullable(found.get(to));
      List<StoredRecord> untold = new ArrayList<>();
      if (absorbed(practice, one, into, to, untold) && ended(one, to, untold)) {
        telling.tell(untold);
        return;
      }
    }
    throw new IllegalStateException("other writers came first each time");
  }

  private boolean absorbed(
      Practice practice, StoredRecord one, Optional<StoredRecord> into, String to, List<StoredRecord> untold) {
    ChangeMappingDecision decision = into
        .map(there -> Contributions.joined(there, one, practice.owners(one.type())))
        .orElseGet(() -> new Store(one.under(to).stored("", false, 0)));
    return switch (decision) {
      case Store(var next) -> {
        refer(practice, next, into);
        Optional<StoredRecord> stored = records.put(next, into);
        stored.ifPresent(untold::add);
        yield stored.isPresent();
      }
      case Touch(var seen, var yet) -> {
        refer(practice, seen, into);
        yield records.touch(seen, into.orElseThrow());
      }
      case Keep keep -> true;
      case Fetch fetch -> throw new IllegalStateException("what is joined was read before");
    };
  }

  private boolean ended(StoredRecord one, String to, List<StoredRecord> untold) {
    Optional<StoredRecord> ended = putEnded(one, to, Optional.of(one));
    ended.ifPresent(untold::add);
    return ended.isPresent();
  }

  /** That it refers to its successor is known before it can be so, as with every reference. */
  private Optional<StoredRecord> putEnded(StoredRecord one, String to, Optional<StoredRecord> current) {
    crosswalk.refer(one.connection(), one.id(), Set.of(to));
    return records.put(References.endedFor(one.of(Map.of()), Ending.MERGED, to), current);
  }

  /** @param unseen what is stored when nothing is there yet, so that the id answers where it went */
  private void end(StoredRecord unseen, String to) {
    for (int attempt = 0; attempt < config.attempts(); attempt++) {
      Optional<StoredRecord> current = records.find(unseen.connection(), unseen.id());
      if (current.filter(one -> one.ending() == Ending.MERGED).isPresent()) {
        tellOf(current.get());
        return;
      }
      Optional<StoredRecord> ended = putEnded(current.orElse(unseen), to, current);
      if (ended.isPresent()) {
        tellOf(ended.get());
        return;
      }
    }
    throw new IllegalStateException("other writers came first each time");
  }

  private void tellOf(StoredRecord one) {
    if (!one.published()) {
      telling.tell(List.of(one));
    }
  }

  private static StoredRecord nobody(Practice practice, RecordType type, String id) {
    return new StoredRecord(practice.connection().id(), type, id,
        new StoredRecord.Source(practice.interfaceName(), type.label(), "", ""), OptionalLong.empty(), 0, Instant.EPOCH, "",
        practice.ehr().stamp(), Map.of(), List.of(), Set.of(), Ending.ACTIVE, "", false, 0);
  }

  private static StoredRecord doubtful(StoredRecord one) {
    List<Problem> problems = new ArrayList<>(one.problems());
    problems.add(new Problem(Problem.Category.CONFLICT, one.type().label(), "The interface has another " + one.type().label()
        + " with the same identifier, so that what other interfaces say goes to that one; have the practice see whether they are one."));
    return new StoredRecord(one.connection(), one.type(), one.id(), one.source(), one.lastUpdated(), one.fetchStart(), one.fetchedAt(),
        Canonical.hash(one.fields(), problems, one.securityMarks()), one.packageVersion(), one.fields(), problems,
        one.securityMarks(), one.ending(), one.feedPosition(), one.published(), one.version(), one.said());
  }
}
