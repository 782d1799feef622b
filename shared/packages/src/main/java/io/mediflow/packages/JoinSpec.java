package io.mediflow.packages;

import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordType;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How the records of one type that several interfaces speak of come together: each knows the same identifier.
 *
 * @param by    per interface the field in which that identifier stands, or {@link #ID} where the interface's own id of the record is
 *     it, also where the interface only refers to such records. An interface that is not named makes no record of the type beside one that is
 * @param waits interfaces of which no record is made, and none referred to, that no other interface has told of: what they say waits
 */
public record JoinSpec(Map<String, String> by, Set<String> waits) {

  /** In the place of a field: the id that the interface has for the record. */
  public static final String ID = "id";

  public JoinSpec {
    by = Map.copyOf(by);
    waits = Set.copyOf(waits);
  }

  /** The record ids by which the other interfaces may speak of a record of this one. */
  public Set<String> names(RecordIds ids, String connection, RecordType type, String from, String sourceId, Map<String, Object> fields) {
    Set<String> names = new HashSet<>();
    Object identifier = ID.equals(by.get(from)) ? sourceId : fields.get(by.getOrDefault(from, ""));
    if (identifier instanceof String known && !known.isBlank()) {
      by.forEach((other, place) -> {
        if (!other.equals(from) && place.equals(ID)) {
          names.add(ids.recordId(connection, other, type, known));
        }
      });
    }
    return names;
  }
}
