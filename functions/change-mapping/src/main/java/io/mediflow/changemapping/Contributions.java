package io.mediflow.changemapping;

import io.mediflow.changemapping.ChangeMappingDecision.Fetch;
import io.mediflow.changemapping.ChangeMappingDecision.Keep;
import io.mediflow.changemapping.ChangeMappingDecision.Store;
import io.mediflow.changemapping.ChangeMappingDecision.Touch;
import io.mediflow.mapping.Canonical;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.record.StoredRecord.Ending;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides what one interface's word makes of a record that several speak of. Each one's contribution is decided as if it were alone;
 * the record is their merge: of each field the owner's value, if the owner said anything of it, else the first other one's.
 */
final class Contributions {

  /** What proves an end goes before what does not; that one interface does not show a record proves none, while another one does. */
  private static final List<Ending> ENDINGS = List.of(
      Ending.DELETED, Ending.MERGED, Ending.MOVED, Ending.ACTIVE, Ending.NOT_VISIBLE);

  /**
   * Who decides.
   *
   * @param order  interfaces, the one that is asked for a single record first
   * @param owners field to interface; a field without owner is its who comes first
   */
  record Owners(List<String> order, Map<String, String> owners) {

    private List<String> of(String field, Collection<String> there) {
      return there.stream().sorted(Comparator
          .comparing((String from) -> !from.equals(owners.get(field)))
          .thenComparing(from -> order.contains(from) ? order.indexOf(from) : order.size())
          .thenComparing(from -> from)).toList();
    }

    String first(Collection<String> there) {
      return of("", there).getFirst();
    }
  }

  private Contributions() {}

  /**
   * @param from  the interface that speaks
   * @param whole the record that is there
   * @param alone decides against what the interface said before
   */
  static ChangeMappingDecision decide(
      String from, Optional<StoredRecord> whole, Owners owners, Function<Optional<StoredRecord>, ChangeMappingDecision> alone) {
    return replaced(undecided(from, whole.map(Replaced::undone), owners, alone));
  }

  private static ChangeMappingDecision replaced(ChangeMappingDecision decision) {
    return switch (decision) {
      case Fetch fetch -> fetch;
      case Keep(var kept, var untold) -> new Keep(Replaced.ended(kept), untold);
      case Store(var next) -> new Store(Replaced.ended(next));
      case Touch(var seen, var untold) -> new Touch(Replaced.ended(seen), untold);
    };
  }

  private static ChangeMappingDecision undecided(
      String from, Optional<StoredRecord> whole, Owners owners, Function<Optional<StoredRecord>, ChangeMappingDecision> alone) {
    if (whole.isEmpty() || whole.get().contributions().isEmpty() && whole.get().source().interfaceName().equals(from)) {
      return alone.apply(whole);
    }
    Map<String, StoredRecord> parts = parts(whole.get());
    return switch (alone.apply(Optional.ofNullable(parts.get(from)))) {
      case Fetch fetch -> fetch;
      case Keep keep -> new Keep(whole.get(), !whole.get().published());
      case Store(var next) -> merged(whole.get(), with(parts, from, next), owners);
      case Touch(var seen, var untold) -> merged(whole.get(), with(parts, from, seen), owners);
    };
  }

  /** Both records as one, under the id of the first; of an interface that spoke of both the first's word stands. */
  static ChangeMappingDecision joined(StoredRecord whole, StoredRecord other, Owners owners) {
    Map<String, StoredRecord> parts = parts(Replaced.undone(other));
    parts.replaceAll((from, one) -> one.under(whole.id()));
    parts.putAll(parts(Replaced.undone(whole)));
    return replaced(merged(Replaced.undone(whole), parts, owners));
  }

  /** What each interface said of it, by interface. */
  static Map<String, StoredRecord> parts(StoredRecord whole) {
    return whole.contributions().isEmpty()
        ? new HashMap<>(Map.of(whole.source().interfaceName(), part(whole)))
        : new HashMap<>(whole.contributions());
  }

  private static Map<String, StoredRecord> with(Map<String, StoredRecord> parts, String from, StoredRecord next) {
    parts.put(from, part(next));
    return parts;
  }

  private static StoredRecord part(StoredRecord one) {
    return one.of(Map.of()).stored("", false, 0);
  }

  private static ChangeMappingDecision merged(StoredRecord whole, Map<String, StoredRecord> parts, Owners owners) {
    StoredRecord next = merge(whole, parts, owners);
    if (!sameContent(next, whole)) {
      return new Store(next);
    }
    boolean untold = !whole.published();
    return parts.equals(whole.contributions()) ? new Keep(whole, untold) : new Touch(whole.touched(next), untold);
  }

  /** Whether nothing is different that an application sees. */
  static boolean sameContent(StoredRecord one, StoredRecord other) {
    return one.contentHash().equals(other.contentHash()) && one.ending() == other.ending() && one.successor().equals(other.successor())
        && one.fields().equals(other.fields());
  }

  /** The record of these contributions, with id and version of {@code whole}. */
  static StoredRecord merge(StoredRecord whole, Map<String, StoredRecord> parts, Owners owners) {
    StoredRecord first = parts.get(owners.first(parts.keySet()));
    StoredRecord ended = parts.values().stream().min(Comparator
        .comparing((StoredRecord one) -> ENDINGS.indexOf(one.ending())).thenComparing(one -> one.source().interfaceName())).orElseThrow();
    Map<String, Object> fields = FieldOrder.nested(fields(parts, owners));
    List<Problem> problems = List.copyOf(owners.of("", parts.keySet()).stream().flatMap(from -> parts.get(from).problems().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new)));
    Set<String> marks = new TreeSet<>();
    parts.values().forEach(one -> marks.addAll(one.securityMarks()));
    StoredRecord newest = parts.values().stream().max(Comparator
        .comparing(StoredRecord::fetchStart).thenComparing(one -> one.source().interfaceName())).orElseThrow();
    OptionalLong lastUpdated = parts.values().stream().flatMapToLong(one -> one.lastUpdated().stream()).max();
    boolean active = ended.ending() == Ending.ACTIVE;
    return new StoredRecord(whole.connection(), whole.type(), whole.id(), first.source(), lastUpdated, newest.fetchStart(),
        newest.fetchedAt(), active ? Canonical.hash(fields, problems, marks) : ended.contentHash(), newest.packageVersion(), fields,
        active ? problems : List.of(), marks, ended.ending(), whole.feedPosition(), whole.published(), whole.version(), Map.of(), parts,
        ended.successor());
  }

  private static Map<String, Object> fields(Map<String, StoredRecord> parts, Owners owners) {
    Map<String, Map<String, Object>> values = new HashMap<>();
    Set<String> names = new TreeSet<>();
    parts.forEach((from, one) -> {
      values.put(from, FieldOrder.flat(one.fields()));
      names.addAll(values.get(from).keySet());
    });
    Map<String, Object> fields = new TreeMap<>();
    for (String field : names) {
      for (String from : owners.of(field, parts.keySet())) {
        Object value = values.get(from).get(field);
        if (value != null) {
          fields.put(field, value);
        }
        if (value != null || from.equals(owners.owners().get(field)) && parts.get(from).said().containsKey(field)) {
          break; // the owner said that there is none
        }
      }
    }
    return fields;
  }
}
