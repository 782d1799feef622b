package io.mediflow.packages;

import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How the records of one type that several interfaces speak of come together: each knows the same identifier.
 *
 * @param by    per interface the field in which that identifier stands, or {@link #ID} where the interface's own id of the record is
 *     it, also where the interface only refers to such records. An interface that is not named makes no record of the type beside one that is
 * @param waits interfaces of which no record is made, and none referred to, that no other interface has told of: what they say waits
 * @param find  per interface that can be asked for a record by the identifier: its search, in which {@code {id}} stands for that; empty
 *     where nobody is asked for whom others wait
 */
public record JoinSpec(Map<String, String> by, Set<String> waits, Map<String, String> find) {

  /** In the place of a field: the id that the interface has for the record. */
  public static final String ID = "id";

  public JoinSpec {
    by = Map.copyOf(by);
    waits = Set.copyOf(waits);
    find = Map.copyOf(find);
  }

  /** The search by which such an interface is asked, encoded. */
  public String search(String from, String identifier) {
    return find.get(from).replace("{id}", URLEncoder.encode(identifier, StandardCharsets.UTF_8));
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
