package io.mediflow.mapping;

import io.mediflow.packages.TreePath;
import io.mediflow.packages.TreePath.Alternative;
import io.mediflow.packages.TreePath.Segment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers what the paths of a table begin with. Many rows choose the same element (the official name, the home address) and
 * read another part of it: a source finds it once (see {@link Source}).
 */
final class Heads {

  static final int NONE = -1;

  private final Map<List<List<Segment>>, Integer> numbers = new HashMap<>();

  /** {@link #NONE} for a path that chooses nothing before it goes on. */
  int number(TreePath path) {
    if (path.alternatives().stream().anyMatch(one -> one.rest().isEmpty())) {
      return NONE;
    }
    return numbers.computeIfAbsent(path.alternatives().stream().map(Alternative::head).toList(), heads -> numbers.size());
  }
}
