package io.mediflow.changemapping;

import io.mediflow.mapping.Canonical;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.record.StoredRecord.Ending;
import io.mediflow.packages.RecordFields;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The record ids in a record's fields. */
final class References {

  private References() {}

  /** All ids that it or one of its contributions refers to, and its successor's. */
  static Set<String> of(StoredRecord one) {
    Set<String> ids = new HashSet<>(byId(one).keySet());
    if (!one.successor().isEmpty()) {
      ids.add(one.successor());
    }
    one.contributions().values().forEach(part -> ids.addAll(of(part)));
    return ids;
  }

  /** The ids in its own fields, each with the type of the record that it is of. */
  static Map<String, RecordType> byId(StoredRecord one) {
    Map<String, RecordType> ids = new HashMap<>();
    RecordFields.references(one.type()).forEach(field -> {
      if (one.fields().get(field) instanceof String id) {
        ids.put(id, type(one.type(), field));
      }
    });
    return ids;
  }

  /** A field is named as the type that it refers to; what another of its own type replaces is named otherwise. */
  private static RecordType type(RecordType own, String field) {
    return Arrays.stream(RecordType.values()).filter(one -> one.label().equals(field)).findFirst().orElse(own);
  }

  /** With the ids that take the place of those that it refers to, its contributions too. */
  static StoredRecord led(StoredRecord one, UnaryOperator<String> to) {
    StoredRecord plain = Replaced.undone(one);
    return plain.ending() == one.ending() ? ledAsItEnded(one, to) : Replaced.ended(ledAsItEnded(plain, to));
  }

  private static StoredRecord ledAsItEnded(StoredRecord one, UnaryOperator<String> to) {
    Map<String, StoredRecord> parts = new HashMap<>(one.contributions());
    parts.replaceAll((from, part) -> led(part, to));
    Map<String, Object> fields = new HashMap<>(one.fields());
    RecordFields.references(one.type()).forEach(field ->
        fields.computeIfPresent(field, (name, id) -> id instanceof String text ? to.apply(text) : id));
    StoredRecord led = fields.equals(one.fields()) ? one : one.holding(fields,
        one.ending() == Ending.ACTIVE ? Canonical.hash(fields, one.problems(), one.securityMarks()) : one.contentHash());
    StoredRecord whole = parts.equals(one.contributions()) ? led : led.of(parts);
    String successor = one.successor().isEmpty() ? "" : to.apply(one.successor());
    return successor.equals(one.successor()) ? whole : endedFor(whole, one.ending(), successor);
  }

  /** Ended in favour of a record that goes on in its place. */
  static StoredRecord endedFor(StoredRecord one, Ending how, String successor) {
    return one.ended(how, successor,
        Canonical.hash(Map.of("ending", how.label(), "successor", successor), List.of(), Set.of()));
  }
}
