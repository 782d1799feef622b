package io.mediflow.writeback;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The three-way merge of an update: what the caller saw, what the EHR holds, what the caller wants.
 *
 * @param send      fields to send
 * @param conflicts fields that both sides changed, with the EHR's values; one that the EHR has emptied has an empty text
 */
record Merge(Set<String> send, Map<String, Object> conflicts) {

  /**
   * @param base    what the caller saw; a field that is not there was empty
   * @param current what the EHR holds
   * @param wanted  what the EHR would hold with all changes, as the mapping normalises it
   * @param fields  those that change
   * @param fixed   those among them that the operation itself sets: what the caller did not see of them is no conflict
   */
  static Merge of(
      Map<String, Object> base, Map<String, Object> current, Map<String, Object> wanted, Set<String> fields, Set<String> fixed) {
    Set<String> send = new TreeSet<>();
    Map<String, Object> conflicts = new TreeMap<>();
    for (String field : fields) {
      Object held = current.get(field);
      boolean asSeen = Values.same(held, base.get(field)) || fixed.contains(field) && !base.containsKey(field);
      if (Values.same(held, wanted.get(field))) {
        continue;
      }
      if (asSeen) {
        send.add(field);
      } else {
        conflicts.put(field, held == null ? "" : held);
      }
    }
    return new Merge(send, conflicts);
  }
}
