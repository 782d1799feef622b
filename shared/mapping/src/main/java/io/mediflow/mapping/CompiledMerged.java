package io.mediflow.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.packages.Format;
import io.mediflow.packages.MappingTable.Merged;
import io.mediflow.packages.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where a message names the records that were merged into the one that it is about, parsed beforehand. */
record CompiledMerged(Merged merged, TreePath each, TreePath id, TreePath authority, TreePath ownAuthority) {

  static CompiledMerged of(Format format, Merged merged) {
    TreePath each = TreePath.container(format, merged.each());
    return new CompiledMerged(merged, each, TreePath.inside(format, each, merged.id()),
        TreePath.inside(format, each, merged.authority()), TreePath.parse(format, merged.ownAuthority()));
  }

  /** All that it looks at in a message. */
  Stream<TreePath> paths() {
    return Stream.of(each, ownAuthority);
  }

  /** Whether a message of this type and event, {@code ADT^A40}, tells a merge. */
  boolean toldBy(String event) {
    return merged.messages().contains(event);
  }

  /** With the ids that were given up, or refused where the message names none that can be one of ours. */
  Sourced of(Sourced.Ready survivor, ObjectNode message) {
    String own = CompiledLayout.text(message, ownAuthority);
    Set<String> found = new TreeSet<>();
    boolean foreign = false;
    for (JsonNode one : Criteria.values(message, each)) {
      String name = CompiledLayout.text(one, id);
      String from = CompiledLayout.text(one, authority);
      boolean ours = from.isBlank() || own.isBlank() || from.equals(own);
      foreign |= !ours;
      if (ours && !name.isBlank() && name.length() <= CompiledLayout.LONGEST_ID) {
        found.add(name);
      }
    }
    if (!found.isEmpty()) {
      return new Sourced.Ready(survivor.table(), survivor.envelope().absorbing(found), survivor.source());
    }
    List<Problem> reasons = new ArrayList<>(survivor.envelope().problems());
    reasons.add(foreign
        ? new Problem(Category.CONFLICT, merged.each(), "The message says that a record was merged into this one, but its number"
            + " is of another assigning authority than this one's; have the sender name it by the number that the two share.")
        : new Problem(Category.REQUIRED, merged.each(),
            "The message says that a record was merged into this one, and does not say which; complete it at the sender."));
    return new Sourced.Refused(List.copyOf(reasons));
  }
}
