package io.mediflow.changemapping;

import io.mediflow.changemapping.ChangeMappingDecision.Keep;
import io.mediflow.changemapping.ChangeMappingDecision.Store;
import io.mediflow.changemapping.ChangeMappingDecision.Touch;
import io.mediflow.mapping.Canonical;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.packages.RecordFields;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides what a feed's message makes of a record, field by field: what it does not speak of stays, and of each field the newest
 * message holds that gave it a value or said that it has none. So the messages of a record make the same of it in whatever order
 * they come, and as often as they come.
 */
final class FieldOrder {

  /** Under it stands when the newest message was sent. */
  private static final String WHOLE = "";

  /** Farther ahead of ours than that no time zone puts a clock: such a time would keep all later messages out. */
  private static final long MOST_AHEAD = 24 * 3_600_000L;

  private FieldOrder() {}

  /**
   * When a message was sent, as a text that sorts by time.
   *
   * @param sent    by the sender's clock, epoch milliseconds; a message without it was sent when it arrived
   * @param arrived epoch milliseconds; orders messages of one moment, which are sent one after the other
   * @param place   in what came at once
   * @param change  id of the message's change, so that no two messages have the same
   */
  static String stamp(OptionalLong sent, long arrived, int place, String change) {
    long time = sent.isPresent() && sent.getAsLong() <= arrived + MOST_AHEAD ? Math.max(0, sent.getAsLong()) : arrived;
    return "%015d-%015d-%05d-%s".formatted(time, arrived, place, change.substring(0, Math.min(8, change.length())));
  }

  /**
   * @param told    the record as if there were this message alone, version 0
   * @param cleared fields that hold nothing any more
   * @param at      its {@link #stamp}
   */
  static ChangeMappingDecision decide(StoredRecord told, Set<String> cleared, String at, Optional<StoredRecord> current) {
    Map<String, Object> fields = current.map(one -> flat(one.fields())).orElseGet(TreeMap::new);
    Map<String, String> said = new HashMap<>(current.map(StoredRecord::said).orElse(Map.of()));
    Map<String, Object> values = flat(told.fields());
    Set<String> spoken = new HashSet<>(cleared);
    spoken.addAll(values.keySet());
    for (String field : spoken) {
      if (newest(at, field, said)) {
        fields.remove(field);
        Optional.ofNullable(values.get(field)).ifPresent(value -> fields.put(field, value));
      }
    }
    StoredRecord times = newest(at, WHOLE, said) ? told : current.orElseThrow();
    StoredRecord next = next(times, nested(fields), said, current.map(StoredRecord::version).orElse(0L));
    if (current.filter(one -> one.contentHash().equals(next.contentHash())).isEmpty()) {
      return new Store(next);
    }
    boolean untold = !current.get().published();
    return said.equals(current.get().said()) ? new Keep(current.get(), untold) : new Touch(next, untold);
  }

  /** At the same stamp it is the same message, which another package version may read otherwise. */
  private static boolean newest(String at, String field, Map<String, String> said) {
    return at.equals(said.merge(field, at, (before, now) -> before.compareTo(now) > 0 ? before : now));
  }

  private static StoredRecord next(StoredRecord one, Map<String, Object> fields, Map<String, String> said, long version) {
    return new StoredRecord(one.connection(), one.type(), one.id(), one.source(), one.lastUpdated(), one.fetchStart(),
        one.fetchedAt(), Canonical.hash(fields, one.problems(), one.securityMarks()), one.packageVersion(), fields,
        one.problems(), one.securityMarks(), one.ending(), "", false, version, said);
  }

  /** The practice's own fields each by itself, since a message may speak of one of them. */
  static Map<String, Object> flat(Map<String, Object> fields) {
    Map<String, Object> flat = new TreeMap<>(fields);
    if (flat.remove(RecordFields.CUSTOM) instanceof Map<?, ?> own) {
      own.forEach((name, value) -> flat.put(RecordFields.CUSTOM_PREFIX + name, value));
    }
    return flat;
  }

  static Map<String, Object> nested(Map<String, Object> flat) {
    Map<String, Object> fields = new TreeMap<>();
    Map<String, Object> custom = new TreeMap<>();
    flat.forEach((field, value) -> {
      if (field.startsWith(RecordFields.CUSTOM_PREFIX)) {
        custom.put(field.substring(RecordFields.CUSTOM_PREFIX.length()), value);
      } else {
        fields.put(field, value);
      }
    });
    if (!custom.isEmpty()) {
      fields.put(RecordFields.CUSTOM, custom);
    }
    return fields;
  }
}
